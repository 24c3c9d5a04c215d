import { useQuery } from '@tanstack/react-query';
import { getMenu } from '../../../services/contracts/http/ordering.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';

export type Menu = ReplyOf<typeof getMenu>;

export const menuKey = ['menu'] as const;
const REFRESH_MS = 10_000;

/** The menu with what is left. Others order too: it is asked for again while the page is looked at. */
export const useMenu = () =>
  useQuery({
    queryKey: menuKey,
    queryFn: ({ signal }) => callRoute(getMenu, { signal }),
    refetchInterval: REFRESH_MS,
  });
