import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { listDeadLetters } from '../../../services/contracts/http/dead-letters.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { count } from '../../look/format.ts';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { ActDialog, type AskedAct } from './act-dialog.tsx';
import { passedText } from './letter-words.ts';
import { LettersTable } from './letters-table.tsx';
import { useDeadLetters } from './use-dead-letters.ts';

interface ReasonsProps {
  readonly counts: ReplyOf<typeof listDeadLetters>['counts'];
  readonly chosen: string | undefined;
  readonly onChoose: (reason: string | undefined) => void;
}

/** Letters by reason; one that is pressed shows its own only. */
const Reasons = ({ counts, chosen, onChoose }: ReasonsProps) => (
  <Group gap="xs" role="group" aria-label="By reason">
    {Object.entries(counts).map(([reason, letters]) => (
      <Button
        key={reason}
        size="xs"
        variant={reason === chosen ? 'filled' : 'default'}
        aria-pressed={reason === chosen}
        onClick={() => onChoose(reason === chosen ? undefined : reason)}
      >
        {reason}: {count(letters)}
      </Button>
    ))}
  </Group>
);

/** What the ingest refused: why, from whom, and the way to send it again or to drop it. */
export const DeadLettersPage = () => {
  const { person } = useSession();
  const [reason, setReason] = useState<string>();
  const [asked, setAsked] = useState<AskedAct>();
  const { data, error, isPending, refetch } = useDeadLetters(reason);
  const onAct = person?.role === 'admin' ? setAsked : undefined;
  const which = reason === undefined ? {} : { reason };
  const passed = data && passedText(data.passedOver);
  return (
    <>
      <PageTitle title="Dead letters">What was sent here and refused, kept for 30 days at most.</PageTitle>
      {isPending && <LoadingState label="Loading the dead letters" rows={3} rowHeight={80} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {passed && (
        <Text size="sm" mb="md">
          {passed}
        </Text>
      )}
      {data && Object.keys(data.counts).length === 0 && (
        <EmptyState order={2} title="No dead letters">
          Everything that came in was taken.
        </EmptyState>
      )}
      {data && Object.keys(data.counts).length > 0 && (
        <Stack>
          <Group justify="space-between">
            <Reasons counts={data.counts} chosen={reason} onChoose={setReason} />
            {onAct && (
              <Group gap="xs">
                <Button size="xs" onClick={() => onAct({ act: 'replay', which })}>
                  Send all again…
                </Button>
                <Button size="xs" color="tomato" onClick={() => onAct({ act: 'drop', which })}>
                  Drop all…
                </Button>
              </Group>
            )}
          </Group>
          <LettersTable letters={data.letters} onAct={onAct} />
        </Stack>
      )}
      <ActDialog asked={asked} onClose={() => setAsked(undefined)} />
    </>
  );
};
