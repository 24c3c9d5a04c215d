import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { counted } from '../../look/format.ts';
import { Pager } from '../../look/pager.tsx';
import { problemOf } from '../../look/problem-error.ts';
import { SearchBox } from '../../look/search-box.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { useCursorPages } from '../../look/use-cursor-pages.ts';
import { keepFocus } from '../data/keep-focus.ts';
import { linesInWords } from '../data/order-words.ts';
import { useNow } from '../data/use-now.ts';
import type { PendingAct } from './confirm-act.tsx';
import { PAGE, useStandOrders } from './stand-orders.ts';
import classes from './stand.module.css';
import { useOrderAct } from './use-order-acts.ts';
import { WaitingCard } from './waiting-card.tsx';

const TICK_MS = 10_000;

interface WaitingOrdersProps {
  readonly pickupSeconds: number;
  readonly onAsk: (pending: PendingAct) => void;
}

/** Hands orders over; a refund is the only way back, so it is offered at once. */
const useHandOver = (onAsk: WaitingOrdersProps['onAsk']) =>
  useOrderAct('fulfil', (order: Order) => {
    const id = `handed-${order.orderId}`;
    const refund = () => {
      notifications.hide(id);
      onAsk({ act: 'refund', order });
    };
    notifications.show({
      id,
      title: `Handed over to ${order.accountName}`,
      color: 'relish',
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{linesInWords(order.lines)}</Text>
          <Button size="compact-sm" variant="default" onClick={refund} style={{ flex: 'none' }}>
            Refund
          </Button>
        </Group>
      ),
    });
  });

/** What waits to be picked up, in order of arrival. */
export const WaitingOrders = ({ pickupSeconds, onAsk }: WaitingOrdersProps) => {
  const [search, setSearch] = useState('');
  const pages = useCursorPages(search);
  const { data, error, isPending, refetch } = useStandOrders({
    status: 'placed',
    sort: 'oldest',
    search,
    cursor: pages.cursor,
  });
  const now = useNow(TICK_MS);
  const list = useRef<HTMLUListElement>(null);
  const handOver = useHandOver(onAsk);
  const handOverRow = (orderId: string, row: number) =>
    handOver.mutate(orderId, {
      // For a stand run by keyboard: the next order moves up to where this one was.
      onSettled: () =>
        keepFocus(() => {
          const buttons = list.current?.querySelectorAll<HTMLElement>('[data-hand-over]');
          return buttons?.[Math.min(row, buttons.length - 1)];
        }),
    });
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={600} role="status">
          {data ? counted(data.total, 'order waits', 'orders wait') : ' '}
        </Text>
        <SearchBox label="Search waiting orders" placeholder="Name, order or item" onSearch={setSearch} />
      </Group>
      {handOver.isError && <ErrorState title="It wasn’t handed over" error={handOver.error} />}
      {isPending && <LoadingState label="Loading the orders" rows={3} rowHeight={150} />}
      {error && <ErrorState title={problemOf(error).title} error={error} onRetry={refetch} />}
      {data?.rows.length === 0 && (
        <EmptyState order={2} title={search ? 'No waiting order like that' : 'Nobody is waiting'}>
          {search ? 'Try another word.' : 'New orders appear here by themselves.'}
        </EmptyState>
      )}
      <ul className={classes['grid']} aria-label="Waiting orders" ref={list}>
        {data?.rows.map((order, row) => (
          <li key={order.orderId}>
            <WaitingCard
              order={order}
              now={now}
              pickupSeconds={pickupSeconds}
              busy={handOver.isPending && handOver.variables === order.orderId}
              onHandOver={() => handOverRow(order.orderId, row)}
              onExpire={() => onAsk({ act: 'expire', order })}
            />
          </li>
        ))}
      </ul>
      {data && (
        <Pager of="waiting orders" pages={pages} pageSize={PAGE} total={data.total} next={data.next} />
      )}
    </Stack>
  );
};
