import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listOrders, type Order } from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';

const POLL_MS = 2_000;
export const standKey = ['stand'] as const;
export const PAGE = 12;

interface StandOrders {
  readonly status: Order['status'];
  readonly sort: 'oldest' | 'newest';
  readonly search: string;
  readonly cursor: string | undefined;
}

/** The stand's orders of one status, live while the page is seen. */
export const useStandOrders = (query: StandOrders) =>
  useQuery({
    queryKey: [...standKey, query],
    queryFn: ({ signal }) => callRoute(listOrders, { query: { ...query, limit: PAGE }, signal }),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });
