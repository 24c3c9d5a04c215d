import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { count } from '../../look/format.ts';
import { Pager } from '../../look/pager.tsx';
import { SearchBox } from '../../look/search-box.tsx';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { AccountsTable } from './accounts-table.tsx';
import { ListDialog } from './list-dialog.tsx';
import { PAGE_SIZE, useAccountFilter, useAccounts } from './use-accounts.ts';

const STANDINGS = [
  { value: '', label: 'Any standing' },
  { value: 'newcomer', label: 'Newcomers' },
  { value: 'established', label: 'Established' },
  { value: 'demoted', label: 'Demoted' },
  { value: 'quarantined', label: 'Quarantined' },
];
const SORTS = [
  { value: 'accountId', label: 'By account' },
  { value: 'placed', label: 'Most orders' },
  { value: 'cancelled', label: 'Most cancelled' },
  { value: 'votes', label: 'Most votes' },
];

type Filter = ReturnType<typeof useAccountFilter>;

const FilterBar = ({ filter }: { readonly filter: Filter }) => (
  <Group gap="sm" mb="md" align="flex-end" grow preventGrowOverflow={false}>
    <SearchBox
      label="Search accounts"
      placeholder="Account id"
      initial={filter.search}
      onSearch={(text) => filter.set('search', text)}
    />
    <NativeSelect
      aria-label="Standing"
      data={STANDINGS}
      value={filter.standing ?? ''}
      onChange={(event) => filter.set('standing', event.currentTarget.value)}
    />
    <NativeSelect
      aria-label="Sort"
      data={SORTS}
      value={filter.sort}
      onChange={(event) => filter.set('sort', event.currentTarget.value)}
    />
  </Group>
);

const NoAccounts = ({ filter }: { readonly filter: Filter }) =>
  filter.search || filter.standing ? (
    <EmptyState order={2} title="No account matches">
      Change the search or the standing.
    </EmptyState>
  ) : (
    <EmptyState order={2} title="No accounts yet">
      Whoever orders first is the first account here.
    </EmptyState>
  );

/** Who orders, and how each stands: searched, filtered, sorted and paged on the server. */
export const AccountsPage = () => {
  const { person } = useSession();
  const [isListing, { open, close }] = useDisclosure(false);
  const filter = useAccountFilter();
  const { data, error, refetch, isPlaceholderData, pages } = useAccounts(filter);
  return (
    <>
      <PageTitle
        title="Accounts"
        actions={
          person?.role === 'admin' && (
            <Button variant="default" onClick={open}>
              Moderate a list…
            </Button>
          )
        }
      >
        Who orders, how each stands, and what the filters noticed.
      </PageTitle>
      <ListDialog opened={isListing} onClose={close} />
      <FilterBar filter={filter} />
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the accounts" rows={8} rowHeight={44} />}
      {data?.rows.length === 0 && <NoAccounts filter={filter} />}
      {data && data.rows.length > 0 && (
        <>
          <Text size="sm" c="dimmed" role="status" mb="xs">
            {count(data.total)} {data.total === 1 ? 'account' : 'accounts'}
          </Text>
          <AccountsTable
            rows={data.rows}
            sort={filter.sort}
            isStale={isPlaceholderData}
            onSort={(sort) => filter.set('sort', sort)}
          />
          <Pager of="accounts" pages={pages} pageSize={PAGE_SIZE} total={data.total} next={data.next} />
        </>
      )}
    </>
  );
};
