import { Button, Card, Group, Progress, Text, Title } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { counted } from '../../look/format.ts';
import { changeFor } from '../accounts/moderation-act.ts';
import { RequestInstead } from '../changes/request-instead.tsx';
import type { DecisionRun, RunState } from './decision-run.ts';
import { runWords } from './group-words.ts';

interface DecisionCardProps {
  readonly run: DecisionRun;
  readonly state: RunState;
}

const Buttons = ({ run, state: { decision, phase, isUndo, done, left } }: DecisionCardProps) => {
  if (phase === 'running')
    return (
      <Button variant="default" onClick={() => run.stop()}>
        Stop
      </Button>
    );
  return (
    <>
      {phase === 'failed' && (
        <>
          <Button onClick={() => void run.goOn()}>Try it again</Button>
          {decision.act.act === 'label' && (
            <Button variant="default" onClick={() => void run.leaveOut()}>
              Leave it out and go on
            </Button>
          )}
        </>
      )}
      {phase === 'stopped' && left.length > 0 && (
        <Button onClick={() => void run.goOn()}>Go on with {counted(left.length, 'account')}</Button>
      )}
      {!isUndo && done.length > 0 && (
        <Button
          variant="light"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={() => void run.undo()}
        >
          {done.length === 1 ? 'Undo it' : `Undo all ${counted(done.length, 'act')}`}
        </Button>
      )}
      <Button variant="default" onClick={() => run.dismiss()}>
        {phase === 'done' ? 'Close' : 'Leave it at that'}
      </Button>
    </>
  );
};

/** The last decision about a group: how far it is, what failed, and the way back. */
export const DecisionCard = ({ run, state }: DecisionCardProps) => {
  const { decision, done, leftOut, left, phase, error } = state;
  const all = decision.accountIds.length;
  const failed = left[0];
  return (
    <Card padding="lg" mb="lg" component="section" aria-labelledby="decision">
      <Title order={2} size="h4" id="decision">
        Your decision
      </Title>
      <Text size="sm" role="status" my={4}>
        {runWords(state)}
      </Text>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        Reason: {decision.reason}
        {leftOut.length > 0 && `. Left out: ${leftOut.join(', ')}`}
      </Text>
      <Progress
        value={all === 0 ? 100 : (100 * (done.length + leftOut.length)) / all}
        aria-label="Accounts decided about"
        my="sm"
      />
      {phase === 'failed' && failed !== undefined && (
        <RequestInstead
          title={decision.act.act === 'label' ? `It stopped at ${failed}` : 'Nothing of it was done'}
          error={error}
          asked={changeFor(decision.act, left)}
          reason={decision.reason}
          onDone={() => run.dismiss()}
        />
      )}
      <Group mt="sm">
        <Buttons run={run} state={state} />
      </Group>
    </Card>
  );
};
