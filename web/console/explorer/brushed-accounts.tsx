import { Badge, Button, Card, Group, Table, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountFeatures } from '../../../services/contracts/http/accounts.ts';
import { count, counted, votes } from '../../look/format.ts';
import { useSession } from '../../look/session.tsx';
import { AccountLink } from '../accounts/account-link.tsx';
import { StandingBadge } from '../accounts/standing-badge.tsx';
import { shareWords } from '../fingerprints/fingerprint-words.ts';
import { LabelDialog } from './label-dialog.tsx';

const STEP = 25;

const labelColour = { honest: 'relish', hostile: 'tomato', unclear: 'gray' } as const;

const Row = ({ account }: { readonly account: AccountFeatures }) => (
  <Table.Tr>
    <Table.Td style={{ overflowWrap: 'anywhere' }}>
      <AccountLink accountId={account.accountId} fw={600} />
      {account.label && (
        <Badge ml="xs" size="sm" color={labelColour[account.label]}>
          {account.label}
        </Badge>
      )}
    </Table.Td>
    <Table.Td visibleFrom="sm">
      <StandingBadge standing={account.standing} />
    </Table.Td>
    <Table.Td ta="right">{count(account.placed)}</Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {shareWords(account.fulfilledShare)}
    </Table.Td>
    <Table.Td ta="right">{shareWords(account.cancelledShare)}</Table.Td>
    <Table.Td ta="right" visibleFrom="md">
      {count(account.settledDays)}
    </Table.Td>
    <Table.Td ta="right" visibleFrom="md">
      {count(account.ageDays)}
    </Table.Td>
    <Table.Td ta="right" visibleFrom="md">
      {votes(account.votes)}
    </Table.Td>
  </Table.Tr>
);

const Head = () => (
  <Table.Thead>
    <Table.Tr>
      <Table.Th>Account</Table.Th>
      <Table.Th visibleFrom="sm">Standing</Table.Th>
      <Table.Th ta="right">Orders</Table.Th>
      <Table.Th ta="right" visibleFrom="sm">
        Taken home
      </Table.Th>
      <Table.Th ta="right">Cancelled</Table.Th>
      <Table.Th ta="right" visibleFrom="md">
        Days
      </Table.Th>
      <Table.Th ta="right" visibleFrom="md">
        Age
      </Table.Th>
      <Table.Th ta="right" visibleFrom="md">
        Votes
      </Table.Th>
    </Table.Tr>
  </Table.Thead>
);

interface BrushedAccountsProps {
  /** Those in the brush; all of them while nothing is brushed. */
  readonly accounts: readonly AccountFeatures[];
  readonly isBrushed: boolean;
}

/** Who is in the brush, and labelling them in one go. */
export const BrushedAccounts = ({ accounts, isBrushed }: BrushedAccountsProps) => {
  const { person } = useSession();
  const [shown, setShown] = useState(STEP);
  const [isAsking, { open, close }] = useDisclosure(false);
  return (
    <Card padding="lg" component="section" aria-labelledby="brushed">
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={2} size="h4" id="brushed">
            {isBrushed ? 'In the brush' : 'Nothing is brushed: all accounts'}
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {counted(accounts.length, 'account')}
          </Text>
        </div>
        {person?.role === 'admin' ? (
          <Button
            variant="default"
            leftSection={<IconTag size={16} aria-hidden />}
            disabled={!isBrushed || accounts.length === 0}
            onClick={open}
          >
            Label them
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            Only an admin can label.
          </Text>
        )}
      </Group>
      {accounts.length === 0 ? (
        <Text>Nobody. Widen the brush.</Text>
      ) : (
        <Table aria-labelledby="brushed" tabularNums horizontalSpacing={6}>
          <Head />
          <Table.Tbody>
            {accounts.slice(0, shown).map((account) => (
              <Row key={account.accountId} account={account} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {accounts.length > shown && (
        <Button variant="default" size="sm" mt="md" onClick={() => setShown(shown + STEP)}>
          Show {count(Math.min(STEP, accounts.length - shown))} more
        </Button>
      )}
      <LabelDialog
        opened={isAsking}
        accountIds={accounts.map(({ accountId }) => accountId)}
        onClose={close}
      />
    </Card>
  );
};
