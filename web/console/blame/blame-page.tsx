import { Card, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import type { Blame, BlameRun } from '../../../services/contracts/http/blame.ts';
import { count } from '../../look/format.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { AnswerCard } from './answer-card.tsx';
import { AskCard } from './ask-card.tsx';
import { BackersCard } from './backers-card.tsx';
import { stageWords } from './blame-words.ts';
import { ActsCard, ChangesCard } from './changes-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { LearntCard } from './learnt-card.tsx';
import { PartsCard } from './parts-card.tsx';
import { useAsked, useBlame, useRecorded } from './use-blame.ts';

const Running = ({ run }: { readonly run: BlameRun }) => (
  <Card padding="lg">
    <Text size="sm" role="status" mb={4}>
      {stageWords(run)} …{run.total > 0 && ` ${count(run.done)} of ${count(run.total)} events`}
    </Text>
    <Progress
      value={run.total === 0 ? 100 : (run.done / run.total) * 100}
      aria-label="Progress of the looking back"
      striped
    />
  </Card>
);

const Found = ({ found }: { readonly found: Blame }) => (
  <>
    <AnswerCard found={found} />
    <Stack gap="lg">
      <PartsCard found={found} />
      <HistoryCard found={found} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <ChangesCard found={found} />
        {found.learnt ? <LearntCard learnt={found.learnt} /> : <BackersCard found={found} />}
      </SimpleGrid>
      <ActsCard found={found} />
    </Stack>
  </>
);

/** "Why is #8 third for me, and what moved it there?" */
export const BlamePage = () => {
  const asked = useAsked();
  const recorded = useRecorded(asked.requestId);
  const { data, error: failure, refetch } = useBlame(asked);
  const error = recorded.error ?? failure;
  const isAsked = asked.requestId !== '' && asked.itemId !== '';
  return (
    <>
      <PageTitle title="Blame">Why is an item where it is in a list, and what moved it there?</PageTitle>
      <AskCard asked={asked} />
      {!isAsked && !error && (
        <EmptyState order={2} title={asked.requestId === '' ? 'Choose a list' : 'Choose an item'}>
          {asked.requestId === ''
            ? 'Every list that went out has a request id. Name one, or pick one of an account’s last lists.'
            : 'You see whose votes its score is made of, since when, and who or what changed it last.'}
        </EmptyState>
      )}
      {error && <ErrorState error={error} onRetry={recorded.error ? recorded.refetch : refetch} />}
      {isAsked && !data && !error && <LoadingState label="Looking back" rows={2} rowHeight={180} />}
      {!error && data?.state === 'running' && <Running run={data} />}
      {!error && data?.state === 'done' && <Found found={data} />}
    </>
  );
};
