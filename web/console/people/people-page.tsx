import { Badge, Button, Card, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listPeople, type Person } from '../../../services/contracts/http/ordering.ts';
import { callRoute } from '../../look/api.ts';
import { count } from '../../look/format.ts';
import { Pager } from '../../look/pager.tsx';
import { SearchBox } from '../../look/search-box.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { useCursorPages } from '../../look/use-cursor-pages.ts';
import { PageTitle } from '../frame/page-title.tsx';
import { AddPerson } from './add-person.tsx';

const PAGE_SIZE = 25;

const usePeople = (search: string) => {
  const pages = useCursorPages(search);
  const query = {
    limit: PAGE_SIZE,
    ...(search && { search }),
    ...(pages.cursor && { cursor: pages.cursor }),
  };
  const result = useQuery({
    queryKey: ['people', query],
    queryFn: ({ signal }) => callRoute(listPeople, { query, signal }),
    placeholderData: keepPreviousData,
  });
  return { ...result, pages };
};

const PeopleTable = ({ rows }: { readonly rows: readonly Person[] }) => (
  <Card padding={0}>
    <Table aria-label="People" highlightOnHover verticalSpacing="xs" horizontalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Account</Table.Th>
          <Table.Th>Role</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ accountId, name, role }) => (
          <Table.Tr key={accountId}>
            <Table.Td>{name}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{accountId}</Table.Td>
            <Table.Td>
              <Badge color={role === 'admin' ? 'tomato' : role === 'customer' ? 'gray' : 'mustard'}>
                {role}
              </Badge>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Card>
);

/** Who can sign in. Only admins see it. */
export const PeoplePage = () => {
  const [search, setSearch] = useState('');
  const [isAdding, { open, close }] = useDisclosure(false);
  const { data, error, refetch, pages } = usePeople(search);
  return (
    <>
      <PageTitle
        title="People"
        actions={
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={open}>
            Add somebody
          </Button>
        }
      >
        Who can sign in, and as what.
      </PageTitle>
      <SearchBox label="Search people" placeholder="Name or account" onSearch={setSearch} />
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the people" rows={8} rowHeight={44} />}
      {data?.rows.length === 0 && (
        <EmptyState order={2} title={search ? 'Nobody matches' : 'Nobody can sign in yet'}>
          {search ? 'Change the search.' : 'Add the first.'}
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <>
          <Text size="sm" c="dimmed" role="status" my="xs">
            {count(data.total)} {data.total === 1 ? 'person' : 'people'}
          </Text>
          <PeopleTable rows={data.rows} />
          <Pager of="people" pages={pages} pageSize={PAGE_SIZE} total={data.total} next={data.next} />
        </>
      )}
      <AddPerson opened={isAdding} onClose={close} />
    </>
  );
};
