import { Card, Progress, Table, Text, Title } from '@mantine/core';
import { count, votes } from '../../look/format.ts';
import { ItemLink } from '../items/item-link.tsx';
import type { AccountDetail } from './account-detail.ts';

type Vote = AccountDetail['topVotes'][number];

const Row = ({ item }: { readonly item: Vote }) => (
  <Table.Tr>
    <Table.Td>
      <ItemLink item={item} />
    </Table.Td>
    <Table.Td ta="right">{count(item.days)}</Table.Td>
    <Table.Td ta="right">{votes(item.vote)}</Table.Td>
    <Table.Td visibleFrom="xs" w="30%">
      <Progress value={item.vote / 10_000} size="sm" aria-hidden />
    </Table.Td>
  </Table.Tr>
);

/** What the account says: one vote at most for an item, however often it orders. */
export const AccountVotes = ({ account }: { readonly account: AccountDetail }) => (
  <Card padding="lg" component="section" aria-labelledby="votes">
    <Title order={2} size="h4" id="votes">
      Strongest votes
    </Title>
    <Text size="sm" c="dimmed" mb="sm">
      {account.standing === 'quarantined'
        ? 'None of these count while it is quarantined.'
        : 'Days taken home make a vote; no account ever has more than one for an item.'}
    </Text>
    {account.topVotes.length === 0 ? (
      <Text>No votes: nothing taken home yet.</Text>
    ) : (
      <Table aria-labelledby="votes" tabularNums horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Item</Table.Th>
            <Table.Th ta="right">Days</Table.Th>
            <Table.Th ta="right">Vote</Table.Th>
            <Table.Th visibleFrom="xs" aria-hidden />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {account.topVotes.map((item) => (
            <Row key={item.itemId} item={item} />
          ))}
        </Table.Tbody>
      </Table>
    )}
  </Card>
);
