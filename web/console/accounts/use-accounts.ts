import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { listAccounts, standing } from '../../../services/contracts/http/accounts.ts';
import type { QueryOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { useCursorPages } from '../../look/use-cursor-pages.ts';
import { useAddress } from '../frame/use-address.ts';

export const PAGE_SIZE = 25;
const sorts = ['accountId', 'placed', 'cancelled', 'votes'] as const satisfies readonly QueryOf<
  typeof listAccounts
>['sort'][];
export type Sort = (typeof sorts)[number];

/** Search, filter and sort live in the address: they survive a look at one account, and can be sent around. */
export const useAccountFilter = () => {
  const { params, set } = useAddress();
  return {
    search: params.get('search') ?? '',
    standing: standing.safeParse(params.get('standing')).data,
    sort: sorts.find((name) => name === params.get('sort')) ?? 'accountId',
    set: (name: 'search' | 'standing' | 'sort', value: string) => set(name, value),
  };
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
