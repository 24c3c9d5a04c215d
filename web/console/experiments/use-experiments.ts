import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  listExperiments,
  startExperiment,
  stopExperiment,
} from '../../../services/contracts/http/experiments.ts';
import type { BodyOf, ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { showDone } from '../frame/show-done.tsx';
import { LIVE_MS } from '../frame/use-status.ts';

const EXPERIMENTS = ['experiments'];

export type Experiments = ReplyOf<typeof listExperiments>;
export type ExperimentRow = Experiments['experiments'][number];
export type Start = BodyOf<typeof startExperiment>;

/** Live: what was tried, and what a new one could begin with. */
export const useExperiments = () =>
  useQuery({
    queryKey: EXPERIMENTS,
    queryFn: ({ signal }) => callRoute(listExperiments, { signal }),
    refetchInterval: LIVE_MS,
  });

export const useStartExperiment = (onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Start) => callRoute(startExperiment, { body }),
    onSuccess: async () => {
      onDone();
      showDone('The experiment has begun. It stops by itself.');
      await queries.invalidateQueries({ queryKey: EXPERIMENTS });
    },
  });
};

export const useStopExperiment = (experimentId: string, onDone: () => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => callRoute(stopExperiment, { params: { experimentId }, body: { reason } }),
    onSuccess: () => {
      onDone();
      showDone('The experiment is stopped.');
    },
    // It may have stopped by itself meanwhile.
    onSettled: () => queries.invalidateQueries({ queryKey: EXPERIMENTS }),
  });
};
