import { useQuery } from '@tanstack/react-query';
import { getStatus } from '../../../services/contracts/http/overview.ts';
import { callRoute } from '../../look/api.ts';

/** How often what is live is asked for anew. */
export const LIVE_MS = 2_000;

/** The fold's status, live. */
export const useStatus = () =>
  useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => callRoute(getStatus, { signal }),
    refetchInterval: LIVE_MS,
  });
