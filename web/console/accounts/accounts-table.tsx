import { Box, Card, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import type { AccountRow } from '../../../services/contracts/http/accounts.ts';
import { count, votes } from '../../look/format.ts';
import { AccountLink } from './account-link.tsx';
import { EvidenceBadges } from './evidence-badges.tsx';
import { StandingBadge } from './standing-badge.tsx';
import type { Sort } from './use-accounts.ts';

interface SortHeadProps {
  readonly by: Sort;
  readonly label: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** Ids go up, numbers go down: what one looks for is at the top. */
const SortHead = ({ by, label, sort, onSort }: SortHeadProps) => {
  const isUp = by === 'accountId';
  const isSorted = by === sort;
  const Icon = !isSorted ? IconSelector : isUp ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th
      ta={isUp ? 'left' : 'right'}
      aria-sort={!isSorted ? 'none' : isUp ? 'ascending' : 'descending'}
      {...(by === 'votes' || by === 'placed' ? { visibleFrom: 'sm' as const } : {})}
    >
      <UnstyledButton onClick={() => onSort(by)} fw={700} fz="sm" aria-label={`Sort: ${label}`}>
        {label} <Icon size={14} aria-hidden style={{ verticalAlign: '-2px' }} />
      </UnstyledButton>
    </Table.Th>
  );
};

const Row = ({ row }: { readonly row: AccountRow }) => (
  <Table.Tr>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <AccountLink accountId={row.accountId} fw={600} />
      <Group hiddenFrom="md" gap={4} mt={4}>
        <Box hiddenFrom="sm">
          <StandingBadge standing={row.standing} size="sm" />
        </Box>
        <EvidenceBadges evidence={row.evidence} />
      </Group>
    </Table.Td>
    <Table.Td visibleFrom="sm">
      <StandingBadge standing={row.standing} />
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {count(row.orders.placed)}
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {count(row.orders.fulfilled)}
    </Table.Td>
    <Table.Td ta="right">{count(row.orders.cancelled)}</Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {count(row.settledDays)}
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {votes(row.votes)}
    </Table.Td>
    <Table.Td visibleFrom="md">
      {row.evidence.length > 0 ? (
        <EvidenceBadges evidence={row.evidence} />
      ) : (
        <Text size="sm" c="dimmed">
          none
        </Text>
      )}
    </Table.Td>
  </Table.Tr>
);

interface AccountsTableProps {
  readonly rows: readonly AccountRow[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** The rows shown are still those of the last question. */
  readonly isStale: boolean;
}

export const AccountsTable = ({ rows, sort, onSort, isStale }: AccountsTableProps) => (
  <Card padding={0} style={{ opacity: isStale ? 0.6 : 1 }}>
    <Table
      aria-label="Accounts"
      aria-busy={isStale}
      highlightOnHover
      tabularNums
      verticalSpacing="xs"
      horizontalSpacing="sm"
    >
      <Table.Thead>
        <Table.Tr>
          <SortHead by="accountId" label="Account" {...{ sort, onSort }} />
          <Table.Th visibleFrom="sm">Standing</Table.Th>
          <SortHead by="placed" label="Placed" {...{ sort, onSort }} />
          <Table.Th ta="right" visibleFrom="sm">
            Taken home
          </Table.Th>
          <SortHead by="cancelled" label="Cancelled" {...{ sort, onSort }} />
          <Table.Th ta="right" visibleFrom="sm">
            Days
          </Table.Th>
          <SortHead by="votes" label="Votes" {...{ sort, onSort }} />
          <Table.Th visibleFrom="md">Evidence</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.accountId} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  </Card>
);
