import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { listAccounts, standing } from '../../../services/contracts/http/accounts.ts';
import type { QueryOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { useCursorPages } from '../../look/use-cursor-pages.ts';

export const PAGE_SIZE = 25;
const sorts = ['accountId', 'placed', 'cancelled', 'votes'] as const satisfies readonly QueryOf<
  typeof listAccounts
>['sort'][];
export type Sort = (typeof sorts)[number];

/** Search, filter and sort live in the address: they survive a look at one account, and can be sent around. */
export const useAccountFilter = () => {
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const standingIs = standing.safeParse(params.get('standing')).data;
  const sort = sorts.find((name) => name === params.get('sort')) ?? 'accountId';
  const set = (name: 'search' | 'standing' | 'sort', value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  return { search, standing: standingIs, sort, set };
};

type Filter = ReturnType<typeof useAccountFilter>;

/** One page of accounts, as filtered. */
export const useAccounts = ({ search, standing: standingIs, sort }: Filter) => {
  const pages = useCursorPages(JSON.stringify([search, standingIs, sort]));
  const query = {
    limit: PAGE_SIZE,
    sort,
    ...(search && { search }),
    ...(standingIs && { standing: standingIs }),
    ...(pages.cursor && { cursor: pages.cursor }),
  };
  const result = useQuery({
    queryKey: ['accounts', query],
    queryFn: ({ signal }) => callRoute(listAccounts, { query, signal }),
    placeholderData: keepPreviousData,
  });
  return { ...result, pages };
};
