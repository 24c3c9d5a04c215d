import { Stack, Text } from '@mantine/core';
import { count, counted, dayAndTime } from '../../look/format.ts';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { servedText } from './model-words.ts';
import { ModelsTable } from './models-table.tsx';
import { RungsCard } from './rungs-card.tsx';
import { type Models, useModels } from './use-models.ts';

const Lists = ({ data }: { readonly data: Models }) =>
  data.requests === 0 ? (
    <EmptyState order={2} title="No list was asked for yet">
      Since {dayAndTime(data.since)}, when this process started. Open the ordering app: each list asks all
      models.
    </EmptyState>
  ) : (
    <>
      <Text size="sm">
        {counted(data.requests, 'list')} since {dayAndTime(data.since)}: {servedText(data)}.
        {data.unrecorded > 0 && ` What models said of ${count(data.unrecorded)} found no room on the log.`}
      </Text>
      <RungsCard models={data.models} />
    </>
  );

/** Who answers, how fast, how often others had to stand in, and how the answers differ. */
export const ModelsPage = () => {
  const { data, error, isPending, refetch } = useModels();
  return (
    <>
      <PageTitle title="Models">
        Every request asks all of them at once, and the best answer by the deadline goes out.
      </PageTitle>
      {isPending && <LoadingState label="Loading the models" rows={3} rowHeight={120} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data && (
        <Stack gap="md">
          <Lists data={data} />
          <ModelsTable models={data.models} />
        </Stack>
      )}
    </>
  );
};
