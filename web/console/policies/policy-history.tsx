import { Badge, Button, Card, Group, List, Text, Timeline, Title } from '@mantine/core';
import { dayAndTime } from '../../look/format.ts';
import { RequestInstead } from '../changes/request-instead.tsx';
import type { Asked } from '../changes/use-changes.ts';
import { shortDigest } from '../frame/status-words.ts';
import { changeText, policyChanges } from './policy-changes.ts';
import { useActivate, type PolicyState } from './use-policies.ts';
import { versionsOf, type Version } from './versions-of.ts';

interface VersionProps {
  readonly version: Version;
  readonly before: Version | undefined;
  readonly isNow: boolean;
  readonly isBusy: boolean;
  /** Absent where going back would change nothing, or isn't this person's to do. */
  readonly onGoBack: (() => void) | undefined;
}

const VersionHead = ({ version: { digest }, isNow, isBusy, onGoBack }: VersionProps) => (
  <Group justify="space-between" gap="xs">
    <Group gap="xs">
      <Text size="sm" ff="monospace">
        {shortDigest(digest)}
      </Text>
      {isNow && <Badge color="relish">in force</Badge>}
    </Group>
    {onGoBack && (
      <Button
        size="compact-sm"
        variant="default"
        disabled={isBusy}
        aria-label={`Go back to this: ${shortDigest(digest)}`}
        onClick={onGoBack}
      >
        Go back to this
      </Button>
    )}
  </Group>
);

const VersionItem = (props: VersionProps) => {
  const { version, before } = props;
  const changes = before ? policyChanges(before.policy, version.policy) : [];
  return (
    <>
      <VersionHead {...props} />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {version.activation?.reason ?? 'What Relish started with.'}
      </Text>
      {changes.length > 0 && (
        <List size="xs" c="dimmed">
          {changes.map((change) => (
            <List.Item key={change.path}>{changeText(change)}</List.Item>
          ))}
        </List>
      )}
      {version.activation && (
        <Text size="xs" c="dimmed">
          {version.activation.author.id} ({version.activation.author.role}),{' '}
          {dayAndTime(version.activation.time)}
        </Text>
      )}
    </>
  );
};

const wayBack = ({ digest, activation }: Version): string =>
  `back to ${shortDigest(digest)}: ${activation?.reason ?? 'what Relish started with'}`.slice(0, 500);

const askedFor = (
  { policies }: PolicyState,
  { digest, expected: base }: { readonly digest: string; readonly expected: string },
): Asked | undefined => {
  const found = policies.find((policy) => policy.digest === digest);
  return found && { proposal: { kind: 'policy', document: found.policy }, base };
};

interface PolicyHistoryProps {
  readonly state: PolicyState;
  readonly canEdit: boolean;
}

/** Which policies were in force, who put them there and why, and the way back to any of them in one step. */
export const PolicyHistory = ({ state, canEdit }: PolicyHistoryProps) => {
  const versions = versionsOf(state.policies);
  const { mutate, isPending, error, variables, reset } = useActivate(() => undefined);
  const [now] = versions;
  return (
    <Card padding="lg" component="section" aria-labelledby="history">
      <Title order={2} size="h4" id="history" mb="md">
        History
      </Title>
      {error && (
        <RequestInstead
          error={error}
          asked={askedFor(state, variables)}
          reason={variables.reason}
          onDone={reset}
        />
      )}
      <Timeline bulletSize={14} lineWidth={2} active={0} mt={error ? 'md' : 0}>
        {versions.map((version, index) => (
          <Timeline.Item key={version.activation?.position ?? 'initial'}>
            <VersionItem
              version={version}
              before={versions[index + 1]}
              isNow={index === 0}
              isBusy={isPending}
              onGoBack={
                canEdit && now && version.digest !== now.digest
                  ? () => mutate({ digest: version.digest, reason: wayBack(version), expected: now.digest })
                  : undefined
              }
            />
          </Timeline.Item>
        ))}
      </Timeline>
    </Card>
  );
};
