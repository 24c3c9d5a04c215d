import { Stack } from '@mantine/core';
import { useSession } from '../../look/session.tsx';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { ModelCard } from './model-card.tsx';
import { useRegistry } from './use-registry.ts';

/** Artifacts of trained models: what they were made from, who wanted them, and whether they can be believed. */
export const RegistryPage = () => {
  const { person } = useSession();
  const { data, error, isPending, refetch } = useRegistry();
  return (
    <>
      <PageTitle title="Registry">
        What trained models were made from, by whom and why. Only what verifies is live: signed by us, with
        the bytes that were signed, from a training set that the log knows.
      </PageTitle>
      {isPending && <LoadingState label="Loading the registry" rows={2} rowHeight={160} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data && (
        <Stack gap="lg">
          {data.models.map((model) => (
            <ModelCard key={model.name} model={model} mayTrain={person?.role === 'admin'} />
          ))}
        </Stack>
      )}
    </>
  );
};
