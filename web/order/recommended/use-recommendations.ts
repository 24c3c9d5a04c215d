import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getMyRecommendations } from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';
import { useOrderWatch } from '../data/order-watch.tsx';
import { useVariantWatch } from './use-variant-watch.ts';

const PLACES = 5;
/** How often a list that may be out of date is asked for anew. */
const STALE_MS = 10_000;

/**
 * The list for this person, no older than their own last order. Every list served is kept on the log, so it is
 * asked for when something of theirs happened, or others are to answer them, not whenever the window comes to the front.
 */
export const useRecommendations = () => {
  const { known, seen } = useOrderWatch();
  const list = useQuery({
    queryKey: ['recommendations', seen],
    queryFn: ({ signal }) =>
      callRoute(getMyRecommendations, {
        query: { limit: PLACES, ...(seen !== undefined && { minPosition: seen }) },
        signal,
      }),
    enabled: known,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    // Nothing of theirs happens while the log is away; when it is back the list is to say so.
    refetchInterval: ({ state }) => (state.data?.staleSince === undefined ? false : STALE_MS),
  });
  useVariantWatch(list.data, () => void list.refetch());
  return list;
};
