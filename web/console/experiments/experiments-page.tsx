import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { dayAndTime } from '../../look/format.ts';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { positionText } from '../frame/status-words.ts';
import { faultText, radiusText, stateText } from './experiment-words.ts';
import { StartDialog } from './start-dialog.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { type ExperimentRow, type Experiments, useExperiments } from './use-experiments.ts';

const Act = ({ what, act }: { readonly what: string; readonly act: ExperimentRow['started'] }) => (
  <div>
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {what}: {act.reason}
    </Text>
    <Text size="xs" c="dimmed">
      {act.author.id} ({act.author.role}), {dayAndTime(act.time)}, position {positionText(act.position)}
    </Text>
  </div>
);

const ExperimentCard = ({ row, mayStop }: { readonly row: ExperimentRow; readonly mayStop: boolean }) => {
  const { document, started, stopped } = row;
  const [isAsking, { open, close }] = useDisclosure(false);
  const label = `experiment-${document.experimentId}`;
  return (
    <Card padding="lg" component="section" aria-labelledby={label}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4" id={label}>
            {faultText(document.fault)}{' '}
            <Badge color={stopped ? 'gray' : 'mustard'} miw="max-content">
              {stateText(row)}
            </Badge>
          </Title>
          {mayStop && !stopped && (
            <Button color="tomato" onClick={open}>
              Stop…
            </Button>
          )}
        </Group>
        <Text size="sm">
          {radiusText(row)}.{!stopped && ` Until ${dayAndTime(document.expires)}.`}
        </Text>
        {stopped && <Act what="Stopped" act={stopped} />}
        <Act what="Started" act={started} />
      </Stack>
      <StopDialog opened={isAsking} experimentId={document.experimentId} onClose={close} />
    </Card>
  );
};

const Body = ({ data, isAdmin }: { readonly data: Experiments; readonly isAdmin: boolean }) => (
  <Stack gap="lg">
    {data.obstacle !== undefined && <Text size="sm">None can start now: {data.obstacle}</Text>}
    {data.experiments.length === 0 ? (
      <EmptyState order={2} title="Nothing was ever disturbed on purpose">
        While the error budgets have something left, a part of it can be spent to see that nobody notices: a
        model that is late, one without inputs, a stale one, an object store that is lost.
      </EmptyState>
    ) : (
      data.experiments.map((row) => (
        <ExperimentCard key={row.document.experimentId} row={row} mayStop={isAdmin} />
      ))
    )}
  </Stack>
);

/** What is disturbed on purpose, for whom, what that cost, and the way to stop it. */
export const ExperimentsPage = () => {
  const { person } = useSession();
  const { data, error, isPending, refetch } = useExperiments();
  const [isStarting, { open, close }] = useDisclosure(false);
  const isAdmin = person?.role === 'admin';
  return (
    <>
      <PageTitle
        title="Experiments"
        actions={isAdmin && data && data.obstacle === undefined && <Button onClick={open}>Start one…</Button>}
      >
        What is disturbed on purpose, to see that nobody notices.
      </PageTitle>
      {isPending && <LoadingState label="Loading the experiments" rows={2} rowHeight={140} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data && <Body data={data} isAdmin={isAdmin} />}
      {data && <StartDialog opened={isStarting} experiments={data} onClose={close} />}
    </>
  );
};
