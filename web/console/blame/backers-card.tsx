import { Card, Table, Text, Title } from '@mantine/core';
import type { Blame } from '../../../services/contracts/http/blame.ts';
import { count, counted, percent, votes } from '../../look/format.ts';

type Group = Blame['backers']['weeks'][number];

const OLDEST_WEEKS = 12;
const STANDINGS = {
  established: 'Established',
  probation: 'Established, on probation',
  newcomer: 'Newcomers',
  demoted: 'Demoted',
} as const;

const weekWords = ({ weeks }: Group): string => {
  if (weeks === 0) return 'Less than a week';
  return weeks >= OLDEST_WEEKS ? `${OLDEST_WEEKS} weeks or more` : counted(weeks, 'week');
};

interface GroupsTableProps {
  readonly label: string;
  readonly rows: readonly { readonly name: string; readonly accounts: number; readonly amount: number }[];
}

const GroupsTable = ({ label, rows }: GroupsTableProps) => {
  const sum = rows.reduce((total, { amount }) => total + amount, 0);
  return (
    <Table aria-label={label} tabularNums horizontalSpacing={6} mt="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{label}</Table.Th>
          <Table.Th ta="right">Accounts</Table.Th>
          <Table.Th ta="right">Votes</Table.Th>
          <Table.Th ta="right">Share</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, accounts, amount }) => (
          <Table.Tr key={name}>
            <Table.Td>{name}</Table.Td>
            <Table.Td ta="right">{count(accounts)}</Table.Td>
            <Table.Td ta="right">{votes(amount)}</Table.Td>
            <Table.Td ta="right">{percent(sum > 0 ? amount / sum : 0)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};

/** Whose votes they are, as groups: by standing, by age, and how few carry how much. */
export const BackersCard = ({ found: { backers, stand } }: { readonly found: Blame }) => (
  <Card padding="lg" component="section" aria-labelledby="backers">
    <Title order={2} size="h4" id="backers">
      Who is behind it
    </Title>
    {backers.standings.length === 0 ? (
      <Text size="sm" mt="sm">
        No account’s vote is in this score.
      </Text>
    ) : (
      <>
        <Text size="sm" c="dimmed">
          Groups of accounts, and what they give before any cap.
          {backers.half > 0 &&
            ` ${counted(backers.half, 'account carries', 'accounts carry')} half of what established ones give.`}
          {stand.uncapped > stand.parts.newcomers &&
            ` Of what newcomers give, ${votes(stand.parts.newcomers)} count.`}
        </Text>
        <GroupsTable
          label="Standing"
          rows={backers.standings.map(({ standing, ...group }) => ({ name: STANDINGS[standing], ...group }))}
        />
        <GroupsTable
          label="Known for"
          rows={backers.weeks.map((group) => ({ ...group, name: weekWords(group) }))}
        />
      </>
    )}
  </Card>
);
