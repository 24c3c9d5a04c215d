import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getDemotionGroup, listDemotionGroups } from '../../../services/contracts/http/demotions.ts';
import { callRoute } from '../../look/api.ts';
import { useCursorPages } from '../../look/use-cursor-pages.ts';

export const PAGE_SIZE = 5;
const REFRESH_MS = 10_000;

/** One page of the groups in the demotion queue, kept fresh. */
export const useDemotionGroups = () => {
  const pages = useCursorPages('demotions');
  const query = { limit: PAGE_SIZE, ...(pages.cursor && { cursor: pages.cursor }) };
  const result = useQuery({
    queryKey: ['demotions', 'groups', query],
    queryFn: ({ signal }) => callRoute(listDemotionGroups, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  return { ...result, pages };
};

/** Who is in a group and what they ordered when. */
export const useDemotionGroup = (accountId: string) =>
  useQuery({
    queryKey: ['demotions', 'group', accountId],
    queryFn: ({ signal }) => callRoute(getDemotionGroup, { params: { accountId }, signal }),
    refetchInterval: REFRESH_MS,
  });
