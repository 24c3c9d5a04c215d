import { Alert, Card, SimpleGrid, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { listAccounts } from '../../../services/contracts/http/accounts.ts';
import { callRoute } from '../../look/api.ts';
import { count, counted } from '../../look/format.ts';
import { AccountPicker } from '../accounts/account-picker.tsx';
import type { Flag } from './model-flag.ts';
import { compareFlags, type Comparison } from './compare-flags.ts';
import { previewFlag } from './preview-flag.ts';

const SAMPLE = 100;
const MOVERS_SHOWN = 8;

const OneAccount = ({ compare }: { readonly compare: (accountId: string) => readonly [string, string] }) => {
  const [accountId, setAccountId] = useState('');
  const [now, after] = accountId ? compare(accountId) : ['', ''];
  return (
    <div>
      <AccountPicker
        label="Try an account"
        placeholder="Account id"
        accountId={accountId}
        onChange={setAccountId}
      />
      <Text size="sm" mt="xs" role="status" mih={22}>
        {accountId &&
          (now === after ? `${accountId} gets ${now}.` : `${accountId} gets ${now} now, and ${after} then.`)}
      </Text>
    </div>
  );
};

const Sample = ({
  comparison,
  isEdited,
}: {
  readonly comparison: Comparison;
  readonly isEdited: boolean;
}) => (
  <div>
    <Table aria-label="Accounts by variant" tabularNums horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{counted(comparison.total, 'account')}</Table.Th>
          <Table.Th ta="right">Now</Table.Th>
          {isEdited && <Table.Th ta="right">Then</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {comparison.variants.map(({ variant, now, then }) => (
          <Table.Tr key={variant}>
            <Table.Td>{variant}</Table.Td>
            <Table.Td ta="right">{count(now)}</Table.Td>
            {isEdited && (
              <Table.Td ta="right" fw={now === then ? 400 : 700}>
                {count(then)}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
    {comparison.movers.length > 0 && (
      <Text size="xs" c="dimmed" mt="xs">
        {counted(comparison.movers.length, 'account')} would get another model:{' '}
        {comparison.movers.slice(0, MOVERS_SHOWN).join(', ')}
        {comparison.movers.length > MOVERS_SHOWN && ' …'}
      </Text>
    )}
  </div>
);

/** Both evaluators, or why one of them can't be made. */
const usePreviews = (now: Flag, edited: Flag | undefined) =>
  useMemo(() => {
    try {
      return { ofNow: previewFlag(now), ofThen: previewFlag(edited ?? now) };
    } catch {
      return undefined;
    }
  }, [now, edited]);

interface FlagPreviewProps {
  readonly now: Flag;
  /** The flag as edited; undefined while nothing changed. */
  readonly edited: Flag | undefined;
}

/** Who gets what, worked out here with the service's own evaluator, before anything is saved. */
export const FlagPreview = ({ now, edited }: FlagPreviewProps) => {
  const previews = usePreviews(now, edited);
  const { data } = useQuery({
    queryKey: ['accounts', 'sample'],
    queryFn: ({ signal }) => callRoute(listAccounts, { query: { limit: SAMPLE }, signal }),
  });
  const ids = data?.rows.map(({ accountId }) => accountId) ?? [];
  return (
    <Card padding="lg" component="section" aria-labelledby="preview">
      <Title order={2} size="h4" id="preview">
        Preview: who gets what
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {edited ? 'With your changes, before they are saved.' : 'As it is now.'}
      </Text>
      {previews ? (
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
          <OneAccount compare={(accountId) => [previews.ofNow(accountId), previews.ofThen(accountId)]} />
          <Sample
            isEdited={edited !== undefined}
            comparison={compareFlags(ids, previews.ofNow, previews.ofThen)}
          />
        </SimpleGrid>
      ) : (
        <Alert color="mustard">
          These rules can’t be evaluated: flagd does not know one of the operators.
        </Alert>
      )}
    </Card>
  );
};
