import { Badge, Button, Card, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { ChangeRow } from '../../../services/contracts/http/changes.ts';
import { dayAndTime } from '../../look/format.ts';
import { useSession } from '../../look/session.tsx';
import { positionText, shortDigest } from '../frame/status-words.ts';
import { ChangeDiff } from './change-diff.tsx';
import { actText, changeTitle, decisionsFor, stateWords, type Decision } from './change-words.ts';
import { DecisionDialog } from './decision-dialog.tsx';

const BUTTONS: Readonly<Record<Decision, string>> = {
  approve: 'Approve…',
  apply: 'Apply…',
  edit: 'Edit…',
  reject: 'Turn down…',
  withdraw: 'Take back…',
};
const MAIN: readonly Decision[] = ['approve', 'apply'];

const Acts = ({ acts }: Pick<ChangeRow, 'acts'>) => (
  <Timeline bulletSize={12} lineWidth={2} aria-label="Who did what">
    {acts.toReversed().map((act) => (
      <Timeline.Item key={`${act.position} ${act.act}`}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {act.reason}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {actText(act)}, {dayAndTime(act.time)}, position {positionText(act.position)}
          {act.digest && `, ${shortDigest(act.digest)}`}
        </Text>
      </Timeline.Item>
    ))}
  </Timeline>
);

const Buttons = ({
  change,
  onAsk,
}: {
  readonly change: ChangeRow;
  readonly onAsk: (decision: Decision) => void;
}) => {
  const { person } = useSession();
  return (
    <Group gap="xs">
      {decisionsFor(change, person).map((decision) => (
        <Button
          key={decision}
          size="compact-md"
          variant={MAIN.includes(decision) ? 'filled' : 'default'}
          onClick={() => onAsk(decision)}
        >
          {BUTTONS[decision]}
        </Button>
      ))}
    </Group>
  );
};

/** One change, as a commit is told: what, who, when, why, and what differs. */
export const ChangeCard = ({ change }: { readonly change: ChangeRow }) => {
  const { changeId, digest } = change;
  const [decision, setDecision] = useState<Decision>('approve');
  const [isAsking, { open, close }] = useDisclosure(false);
  const [isDiffOpen, { toggle }] = useDisclosure(false);
  const state = stateWords(change);
  return (
    <Card padding="lg" component="article" aria-labelledby={`change-${changeId}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={2} size="h4" id={`change-${changeId}`}>
              {changeTitle(change)}
            </Title>
            <Text size="sm" ff="monospace">
              {shortDigest(digest)}
            </Text>
            <Badge color={state.colour}>{state.text}</Badge>
          </Group>
          <Buttons
            change={change}
            onAsk={(next) => {
              setDecision(next);
              open();
            }}
          />
        </Group>
        <Acts acts={change.acts} />
        <Group>
          <Button size="compact-sm" variant="subtle" aria-expanded={isDiffOpen} onClick={toggle}>
            {isDiffOpen ? 'Hide what differs' : 'Show what differs'}
          </Button>
        </Group>
        {isDiffOpen && <ChangeDiff changeId={changeId} digest={digest} />}
      </Stack>
      <DecisionDialog
        // A new dialog each time, with a reason and a version of its own.
        key={`${decision} ${String(isAsking)}`}
        opened={isAsking}
        decision={decision}
        change={change}
        onClose={close}
      />
    </Card>
  );
};
