import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRegistry, type TrainedModelName, trainModel } from '../../../services/contracts/http/registry.ts';
import { callRoute } from '../../look/api.ts';

const LIVE_MS = 5_000;
const PROGRESS_MS = 500;
const REGISTRY = ['registry'];

/** All artifacts that are shown, watched closely while a model is trained. */
export const useRegistry = () =>
  useQuery({
    queryKey: REGISTRY,
    queryFn: ({ signal }) => callRoute(getRegistry, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.models.some(({ run }) => run?.state === 'running') ? PROGRESS_MS : LIVE_MS,
  });

/** Starts a training, or joins the one that is under way. */
export const useTrain = (name: TrainedModelName, onStarted: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => callRoute(trainModel, { params: { name }, body: { reason } }),
    onSuccess: async () => {
      onStarted();
      await queries.invalidateQueries({ queryKey: REGISTRY });
    },
  });
};
