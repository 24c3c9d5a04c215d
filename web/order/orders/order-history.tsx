import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { listOrders, type Order } from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';
import { dayAndTime, money } from '../../look/format.ts';
import { Pager } from '../../look/pager.tsx';
import { SearchBox } from '../../look/search-box.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { useCursorPages } from '../../look/use-cursor-pages.ts';
import { useBasket } from '../basket/basket-context.tsx';
import { historyKey } from '../data/order-watch.tsx';
import { linesInWords, statusWords } from '../data/order-words.ts';

const PAGE = 10;

const PastOrder = ({ order }: { readonly order: Order }) => {
  const { add } = useBasket();
  const [, navigate] = useLocation();
  const status = statusWords(order.status);
  const what = linesInWords(order.lines);
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 14rem', minWidth: 0 }}>
          <Text fw={600}>{what}</Text>
          <Text size="sm" c="dimmed">
            {dayAndTime(order.placedAt)} · {money(order.total)}
          </Text>
        </div>
        <Badge color={status.color}>{status.label}</Badge>
        <Button
          size="xs"
          variant="default"
          aria-label={`Order again: ${what}`}
          leftSection={<IconRepeat size={16} aria-hidden />}
          onClick={() => {
            add(order.lines);
            navigate('/');
          }}
        >
          Order again
        </Button>
      </Group>
    </Paper>
  );
};

/** All orders of this person, newest first, searched and paged on the server. */
export const OrderHistory = () => {
  const [search, setSearch] = useState('');
  const pages = useCursorPages(search);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...historyKey, search, pages.cursor],
    queryFn: ({ signal }) =>
      callRoute(listOrders, { query: { search, limit: PAGE, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack component="section" aria-labelledby="history-title" gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h3" id="history-title">
          All my orders
        </Title>
        <SearchBox label="Search my orders" onSearch={setSearch} />
      </Group>
      {isPending && <LoadingState label="Loading your orders" rows={4} />}
      {error && <ErrorState title="Your orders didn’t come" error={error} onRetry={refetch} />}
      {data?.rows.length === 0 && (
        <EmptyState title={search ? 'No order like that' : 'No orders yet'}>
          {search ? 'Try another word.' : 'What you order appears here.'}
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <>
          <Stack component="ul" gap="xs" p={0} m={0} aria-label="My orders" style={{ listStyle: 'none' }}>
            {data.rows.map((order) => (
              <PastOrder key={order.orderId} order={order} />
            ))}
          </Stack>
          <Pager of="orders" pages={pages} pageSize={PAGE} total={data.total} next={data.next} />
        </>
      )}
    </Stack>
  );
};
