import { Badge, Box, Card, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listItems } from '../../../services/contracts/http/overview.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { count, votes } from '../../look/format.ts';
import { Pager } from '../../look/pager.tsx';
import { SearchBox } from '../../look/search-box.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { useCursorPages } from '../../look/use-cursor-pages.ts';
import { PageTitle } from '../frame/page-title.tsx';
import { ItemLink } from './item-link.tsx';

type Item = ReplyOf<typeof listItems>['rows'][number];

const PAGE_SIZE = 25;

const useItems = (search: string) => {
  const pages = useCursorPages(search);
  const query = {
    limit: PAGE_SIZE,
    ...(search && { search }),
    ...(pages.cursor && { cursor: pages.cursor }),
  };
  const result = useQuery({
    queryKey: ['items', query],
    queryFn: ({ signal }) => callRoute(listItems, { query, signal }),
    placeholderData: keepPreviousData,
  });
  return { ...result, pages };
};

const Row = ({ item }: { readonly item: Item }) => (
  <Table.Tr>
    <Table.Td ta="right">{item.rank === undefined ? '–' : count(item.rank)}</Table.Td>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <ItemLink item={item} fw={600} />{' '}
      {item.soldOut && (
        <Badge color="gray" size="sm">
          sold out
        </Badge>
      )}
      {item.name !== undefined && (
        <Text size="xs" c="dimmed">
          {item.itemId}
        </Text>
      )}
    </Table.Td>
    <Table.Td ta="right">{votes(item.score)}</Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {count(item.supporters)}
    </Table.Td>
    <Table.Td ta="right" visibleFrom="xs">
      {count(item.raw)}
    </Table.Td>
  </Table.Tr>
);

const ItemsTable = ({ rows, isStale }: { readonly rows: readonly Item[]; readonly isStale: boolean }) => (
  <Card padding={0} style={{ opacity: isStale ? 0.6 : 1 }}>
    <Table
      aria-label="Items"
      aria-busy={isStale}
      highlightOnHover
      tabularNums
      verticalSpacing="xs"
      horizontalSpacing="sm"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th ta="right">
            <Box component="span" visibleFrom="xs">
              Rank
            </Box>
            <Box component="span" hiddenFrom="xs" aria-label="Rank">
              #
            </Box>
          </Table.Th>
          <Table.Th>Item</Table.Th>
          <Table.Th ta="right">Score</Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            Supporters
          </Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            Units placed
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((item) => (
          <Row key={item.itemId} item={item} />
        ))}
      </Table.Tbody>
    </Table>
  </Card>
);

/** What can be ordered, by what people like: score as counted, beside the units that a naive count sees. */
export const ItemsPage = () => {
  const [search, setSearch] = useState('');
  const { data, error, refetch, isPlaceholderData, pages } = useItems(search);
  return (
    <>
      <PageTitle title="Items">
        By what people like. Units placed is what a naive recommender counts, cancelled ones too.
      </PageTitle>
      <SearchBox label="Search items" placeholder="Name or id" onSearch={setSearch} />
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the items" rows={8} rowHeight={44} />}
      {data?.rows.length === 0 && (
        <EmptyState order={2} title={search ? 'No item matches' : 'No items yet'}>
          {search ? 'Change the search.' : 'Items come with the menu, or with the first order.'}
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <>
          <Text size="sm" c="dimmed" role="status" my="xs">
            {count(data.total)} {data.total === 1 ? 'item' : 'items'}
          </Text>
          <ItemsTable rows={data.rows} isStale={isPlaceholderData} />
          <Pager of="items" pages={pages} pageSize={PAGE_SIZE} total={data.total} next={data.next} />
        </>
      )}
    </>
  );
};
