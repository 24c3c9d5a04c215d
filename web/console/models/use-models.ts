import { useQuery } from '@tanstack/react-query';
import { listModels } from '../../../services/contracts/http/rendezvous.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { LIVE_MS } from '../frame/use-status.ts';

export type Models = ReplyOf<typeof listModels>;
export type ModelRow = Models['models'][number];

/** Every live model of the process that answers, live. */
export const useModels = () =>
  useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => callRoute(listModels, { signal }),
    refetchInterval: LIVE_MS,
  });
