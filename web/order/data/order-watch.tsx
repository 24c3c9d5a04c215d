import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { listOrders, type Order } from '../../../services/contracts/http/ordering.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { endedSince, latestPosition, withOrder } from './order-changes.ts';
import { menuKey } from './use-menu.ts';

const POLL_MS = 2_000;
/** More than one account's open orders can be, as the stand bounds what they hold. */
const WATCHED = 50;
export const ordersKey = ['orders'] as const;
const recentKey = [...ordersKey, 'recent'] as const;
export const historyKey = [...ordersKey, 'history'] as const;
type OrderPage = ReplyOf<typeof listOrders>;

interface OrderWatch {
  /** False until it is known which orders are open. */
  readonly known: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly open: readonly Order[];
  /** An order as it was last seen, if it is among the latest. */
  readonly find: (orderId: string) => Order | undefined;
  /** The latest position that this person's orders tell of. */
  readonly seen: string | undefined;
  /** Takes in an order that was just placed or cancelled, before the next poll tells of it. */
  readonly take: (order: Order) => void;
}

const OrderWatchContext = createContext<OrderWatch | undefined>(undefined);

const isWaiting = ({ status }: Order): boolean => status === 'placed';
const NONE: readonly Order[] = [];

/** Says what became of orders while they were watched. */
const useNews = (orders: readonly Order[]): void => {
  const queries = useQueryClient();
  const before = useRef(orders);
  useEffect(() => {
    const news = endedSince(before.current, orders);
    before.current = orders;
    if (news.length === 0) return;
    void queries.invalidateQueries({ queryKey: historyKey });
    void queries.invalidateQueries({ queryKey: menuKey });
    for (const { orderId, ...shown } of news) notifications.show({ id: `ended-${orderId}`, ...shown });
  }, [orders, queries]);
};

/** Watches the person's latest orders for all pages: every 2 s while one is open and the page is seen. */
export const OrderWatchProvider = ({ children }: { readonly children: ReactNode }) => {
  const queries = useQueryClient();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: recentKey,
    queryFn: ({ signal }) => callRoute(listOrders, { query: { limit: WATCHED }, signal }),
    refetchInterval: ({ state }) => (state.data?.rows.some(isWaiting) ? POLL_MS : false),
  });
  const orders = data?.rows ?? NONE;
  useNews(orders);
  const take = useCallback(
    (order: Order) => {
      queries.setQueryData<OrderPage>(recentKey, (page) =>
        page ? { ...page, rows: withOrder(page.rows, order) } : { rows: [order], total: 1 },
      );
      void queries.invalidateQueries({ queryKey: historyKey });
      void queries.invalidateQueries({ queryKey: menuKey });
    },
    [queries],
  );
  const value = useMemo(
    () => ({
      known: !isPending,
      error,
      retry: () => void refetch(),
      open: orders.filter(isWaiting),
      find: (orderId: string) => orders.find((order) => order.orderId === orderId),
      seen: latestPosition(orders),
      take,
    }),
    [isPending, error, refetch, orders, take],
  );
  return <OrderWatchContext value={value}>{children}</OrderWatchContext>;
};

export const useOrderWatch = (): OrderWatch => {
  const value = use(OrderWatchContext);
  if (!value) throw new Error('useOrderWatch needs an OrderWatchProvider above it');
  return value;
};
