import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChartDots, IconLock, IconUserCheck } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { DemotionGroup } from '../../../services/contracts/http/demotions.ts';
import { count } from '../../look/format.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import type { ModerationAct } from '../accounts/moderation-act.ts';
import { ModerationDialog } from '../accounts/moderation-dialog.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import type { DecisionRun } from './decision-run.ts';
import { DemotionsTable } from './demotions-table.tsx';
import { GroupPicture } from './group-picture.tsx';
import { groupText, groupTitle } from './group-words.ts';
import { useDemotionGroup } from './use-demotions.ts';

const CLEAR: ModerationAct = { act: 'label', label: 'honest' };
const QUARANTINE: ModerationAct = { act: 'quarantine' };

const Members = ({ accountId, mayAct }: { readonly accountId: string; readonly mayAct: boolean }) => {
  const { data, error, refetch } = useDemotionGroup(accountId);
  const [asked, setAsked] = useState<{ readonly accountId: string; readonly act: ModerationAct }>({
    accountId,
    act: QUARANTINE,
  });
  const [isAsking, { open, close }] = useDisclosure(false);
  const ask = (accountId: string, act: ModerationAct) => {
    setAsked({ accountId, act });
    open();
  };
  if (error && !data) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <LoadingState label="Looking at the group" rows={1} rowHeight={240} />;
  return (
    <Stack gap="md">
      <GroupPicture group={data} />
      <DemotionsTable members={data.members} onAct={mayAct ? ask : undefined} />
      <ModerationDialog opened={isAsking} onClose={close} {...asked} />
    </Stack>
  );
};

const Badges = ({ group: { waiting, demoted, cleared } }: Pick<GroupCardProps, 'group'>) => (
  <Group gap="xs">
    {waiting > 0 && <Badge color="tomato">{count(waiting)} waiting</Badge>}
    {demoted > 0 && (
      <Badge color="mustard" variant="light">
        {count(demoted)} demoted
      </Badge>
    )}
    {cleared > 0 && (
      <Badge color="relish" variant="light">
        {count(cleared)} cleared
      </Badge>
    )}
  </Group>
);

interface GroupCardProps {
  readonly group: DemotionGroup;
  readonly isFirst: boolean;
  /** Undefined for those who may only look. */
  readonly run: DecisionRun | undefined;
}

/** One group: its evidence in a sentence and as a picture, who is in it, and the decision about all of them. */
export const GroupCard = ({ group, isFirst, run }: GroupCardProps) => {
  const id = useId();
  const [isOpen, { toggle }] = useDisclosure(isFirst);
  const [act, setAct] = useState<ModerationAct>(QUARANTINE);
  const [isDeciding, { open, close }] = useDisclosure(false);
  const decide = (act: ModerationAct) => {
    setAct(act);
    open();
  };
  return (
    <Card padding="lg" component="section" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" mb={4}>
        <Title order={2} size="h4" id={id}>
          {groupTitle(group)}
        </Title>
        <Badges group={group} />
      </Group>
      <Text size="sm" c="dimmed" mb="sm" style={{ overflowWrap: 'anywhere' }}>
        {groupText(group)} The oldest of them is {group.oldest}.
      </Text>
      <Group gap="xs" mb={isOpen ? 'md' : 0}>
        {run && (
          <>
            <Button
              color="tomato"
              variant="light"
              leftSection={<IconLock size={16} aria-hidden />}
              disabled={run.isRunning}
              onClick={() => decide(QUARANTINE)}
            >
              Quarantine the group…
            </Button>
            <Button
              color="relish"
              variant="light"
              leftSection={<IconUserCheck size={16} aria-hidden />}
              disabled={run.isRunning}
              onClick={() => decide(CLEAR)}
            >
              Clear the group…
            </Button>
          </>
        )}
        <Button
          variant="default"
          leftSection={<IconChartDots size={16} aria-hidden />}
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {isOpen ? 'Hide who ordered what when' : 'Show who ordered what when'}
        </Button>
      </Group>
      {isOpen && <Members accountId={group.oldest} mayAct={run !== undefined} />}
      {run && (
        <DecisionDialog opened={isDeciding} accountId={group.oldest} act={act} run={run} onClose={close} />
      )}
    </Card>
  );
};
