import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { DryRun, KnownPolicy } from '../../../services/contracts/http/policies.ts';
import { shortDigest } from '../frame/status-words.ts';
import { ActivateDialog } from './activate-dialog.tsx';
import { DryRunSection } from './dry-run-section.tsx';
import { PolicyDiff } from './policy-diff.tsx';
import { useDryRun } from './use-policies.ts';

interface PolicyCardProps {
  readonly active: KnownPolicy;
  readonly policy: KnownPolicy;
  readonly canEdit: boolean;
  /** Copies it into the editor. */
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** The report speaks of what is in force now. */
const isAgainst = (run: DryRun | null | undefined, active: KnownPolicy): boolean =>
  run?.state === 'done' && run.report.policies.before === active.digest;

const Actions = ({
  canEdit,
  policy,
  onEdit,
  onActivate,
  onClose,
}: Omit<PolicyCardProps, 'active'> & { readonly onActivate: () => void }) => (
  <Group gap="xs">
    {canEdit && !policy.active && (
      <Button size="compact-md" onClick={onActivate}>
        Activate…
      </Button>
    )}
    {canEdit && (
      <Button size="compact-md" variant="default" onClick={onEdit}>
        Edit a copy
      </Button>
    )}
    <Button size="compact-md" variant="default" onClick={onClose}>
      Close
    </Button>
  </Group>
);

/** One policy: how it differs from the one in force, what it would change, and the button. */
export const PolicyCard = (props: PolicyCardProps) => {
  const { active, policy, canEdit } = props;
  const [isOpen, { open, close }] = useDisclosure(false);
  const run = useDryRun(policy.digest);
  return (
    <Card padding="lg" component="section" aria-labelledby="policy" style={{ overflow: 'visible' }}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Group gap="xs">
            <Title order={2} size="h4" id="policy">
              Policy {shortDigest(policy.digest)}
            </Title>
            {policy.active ? (
              <Badge color="relish">in force</Badge>
            ) : (
              <Badge color="mustard">not in force</Badge>
            )}
          </Group>
          <Actions {...props} onActivate={open} />
        </Group>
        {!policy.active && (
          <div>
            <Text size="sm" c="dimmed">
              Against the policy in force
            </Text>
            <PolicyDiff label="Difference" before={active.policy} after={policy.policy} />
          </div>
        )}
        <DryRunSection digest={policy.digest} active={active} query={run} />
      </Stack>
      {canEdit && (
        <ActivateDialog
          // A new dialog for each policy, with a reason of its own.
          key={`${policy.digest} ${String(isOpen)}`}
          opened={isOpen}
          active={active}
          policy={policy}
          isTried={isAgainst(run.data, active)}
          onClose={close}
        />
      )}
    </Card>
  );
};
