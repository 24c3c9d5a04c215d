import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconReceiptRefund } from '@tabler/icons-react';
import { useState } from 'react';
import { counted, dayAndTime, money } from '../../look/format.ts';
import { Pager } from '../../look/pager.tsx';
import { SearchBox } from '../../look/search-box.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { useCursorPages } from '../../look/use-cursor-pages.ts';
import { linesInWords } from '../data/order-words.ts';
import type { PendingAct } from './confirm-act.tsx';
import { PAGE, useStandOrders } from './stand-orders.ts';
import classes from './stand.module.css';

/** What was picked up, newest first, with the way to give the money back. */
export const HandedOver = ({ onAsk }: { readonly onAsk: (pending: PendingAct) => void }) => {
  const [search, setSearch] = useState('');
  const pages = useCursorPages(search);
  const { data, error, isPending, refetch } = useStandOrders({
    status: 'fulfilled',
    sort: 'newest',
    search,
    cursor: pages.cursor,
  });
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={600} role="status">
          {data ? counted(data.total, 'order was', 'orders were') + ' handed over' : ' '}
        </Text>
        <SearchBox label="Search handed-over orders" placeholder="Name, order or item" onSearch={setSearch} />
      </Group>
      {isPending && <LoadingState label="Loading the orders" rows={4} />}
      {error && <ErrorState title="The orders didn’t come" error={error} onRetry={refetch} />}
      {data?.rows.length === 0 && (
        <EmptyState
          order={2}
          title={search ? 'No handed-over order like that' : 'Nothing was handed over yet'}
        />
      )}
      <Stack component="ul" gap="xs" className={classes['lines']} aria-label="Handed-over orders">
        {data?.rows.map((order) => (
          <Paper component="li" withBorder p="sm" key={order.orderId}>
            <Group justify="space-between">
              <div className={classes['grow']}>
                <Text fw={600}>{order.accountName}</Text>
                <Text size="sm">{linesInWords(order.lines)}</Text>
                <Text size="sm" c="dimmed">
                  {dayAndTime(order.endedAt ?? order.placedAt)} · {money(order.total)}
                </Text>
              </div>
              <Button
                variant="default"
                size="sm"
                aria-label={`Refund order of ${order.accountName}`}
                leftSection={<IconReceiptRefund size={18} aria-hidden />}
                onClick={() => onAsk({ act: 'refund', order })}
              >
                Refund
              </Button>
            </Group>
          </Paper>
        ))}
      </Stack>
      {data && (
        <Pager of="handed-over orders" pages={pages} pageSize={PAGE} total={data.total} next={data.next} />
      )}
    </Stack>
  );
};
