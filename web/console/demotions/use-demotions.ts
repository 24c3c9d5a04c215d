import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listDemotions } from '../../../services/contracts/http/demotions.ts';
import { callRoute } from '../../look/api.ts';
import { useCursorPages } from '../../look/use-cursor-pages.ts';

export const PAGE_SIZE = 25;
const REFRESH_MS = 10_000;

/** One page of the demotion queue, kept fresh. */
export const useDemotions = () => {
  const pages = useCursorPages('demotions');
  const query = { limit: PAGE_SIZE, ...(pages.cursor && { cursor: pages.cursor }) };
  const result = useQuery({
    queryKey: ['demotions', query],
    queryFn: ({ signal }) => callRoute(listDemotions, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  return { ...result, pages };
};
