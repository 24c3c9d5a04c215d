import { List, SimpleGrid, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DryRunReport } from '../../../services/contracts/http/policies.ts';
import { count, counted } from '../../look/format.ts';
import { AccountLink } from '../accounts/account-link.tsx';
import { bits, effective, notableText, shareWords } from '../fingerprints/fingerprint-words.ts';
import { itemLabel } from '../items/item-label.ts';
import { shareText } from './report-sentences.ts';
import { spelled } from './policy-words.ts';

interface PartProps {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}

const Part = ({ title, help, children }: PartProps) => (
  <div>
    <Title order={3} size="h5">
      {title}
    </Title>
    {help && (
      <Text size="sm" c="dimmed" mb="xs">
        {help}
      </Text>
    )}
    {children}
  </div>
);

interface RowsProps {
  readonly label: string;
  readonly head: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: ReactNode;
    readonly before: string;
    readonly after: string;
  }[];
}

const Rows = ({ label, head, rows }: RowsProps) => (
  <Table aria-label={label} tabularNums horizontalSpacing={6} verticalSpacing={4}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{head}</Table.Th>
        <Table.Th ta="right">Before</Table.Th>
        <Table.Th ta="right">Then</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {rows.map(({ key, name, before, after }) => (
        <Table.Tr key={key}>
          <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
          <Table.Td ta="right">{before}</Table.Td>
          <Table.Td ta="right" fw={before === after ? 400 : 700}>
            {after}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

const Accounts = ({ standings: { accounts, changed } }: DryRunReport) => (
  <Part
    title="Accounts that change their standing"
    {...(changed > accounts.length && { help: `The first ${accounts.length} of ${count(changed)}.` })}
  >
    {changed === 0 ? (
      <Text size="sm">None.</Text>
    ) : (
      <Rows
        label="Accounts that change their standing"
        head="Account"
        rows={accounts.map(({ accountId, before, after }) => ({
          key: accountId,
          name: <AccountLink accountId={accountId} />,
          before,
          after,
        }))}
      />
    )}
  </Part>
);

const Shares = ({ shares }: DryRunReport) => (
  <Part title="Shares of the votes" help="The items whose share of the popular list moves most.">
    <Rows
      label="Shares of the votes"
      head="Item"
      rows={shares.items.slice(0, 10).map((item) => ({
        key: item.itemId,
        name: itemLabel(item),
        before: shareText(item.before),
        after: shareText(item.after),
      }))}
    />
  </Part>
);

const Evidence = ({ evidence }: DryRunReport) => (
  <Part title="Evidence" help="Accounts that a filter notices.">
    {evidence.length === 0 ? (
      <Text size="sm">No filter notices anything, with either policy.</Text>
    ) : (
      <Rows
        label="Evidence"
        head="Reason"
        rows={evidence.map(({ code, before, after }) => ({
          key: code,
          name: spelled(code),
          before: count(before),
          after: count(after),
        }))}
      />
    )}
  </Part>
);

const Lists = ({ lists: { examples, changed } }: DryRunReport) => (
  <Part
    title="Lists that change"
    help={
      changed > 0
        ? 'Those that change most. New items are bold, those that go are struck out.'
        : 'None of the sampled ones.'
    }
  >
    <List listStyleType="none" spacing="sm">
      {examples.map(({ accountId, before, after }) => {
        const [had, has] = [before, after].map((items) => new Set(items.map(({ itemId }) => itemId)));
        const gone = before.filter(({ itemId }) => !has?.has(itemId));
        return (
          <List.Item key={accountId}>
            <AccountLink accountId={accountId} />
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {after.map((item, place) => (
                <Text span key={item.itemId} fw={had?.has(item.itemId) ? 400 : 700}>
                  {place > 0 && ' · '}
                  {itemLabel(item)}
                </Text>
              ))}
              {gone.map((item) => (
                <Text span key={item.itemId} c="dimmed" td="line-through" ml={6}>
                  {itemLabel(item)}
                </Text>
              ))}
            </Text>
          </List.Item>
        );
      })}
    </List>
  </Part>
);

const Proofs = ({ certificates: { newcomerProof, places } }: DryRunReport) => (
  <Text size="sm" c="dimmed">
    Places that no number of newcomers can change: {count(newcomerProof.before)} of{' '}
    {counted(places.before, 'place')} before, {count(newcomerProof.after)} of {count(places.after)} then.
  </Text>
);

const Fingerprints = ({ fingerprints: { before, after, notable } }: DryRunReport) => {
  const rows = [
    { name: 'Entropy of the votes', of: ({ items }: typeof before) => bits(items.entropy) },
    { name: 'Share of the first item', of: ({ items }: typeof before) => shareWords(items.topShare) },
    {
      name: 'Accounts behind it all, in effect',
      of: (one: typeof before) => effective(one.effectiveAccounts),
    },
    { name: 'Newcomers’ share', of: ({ newcomers }: typeof before) => shareWords(newcomers.share) },
    { name: 'Cut off by their cap', of: ({ newcomers }: typeof before) => shareWords(newcomers.cut) },
  ];
  return (
    <Part
      title="Fingerprints"
      help={notable.length === 0 ? 'Nothing stands out.' : notable.map(notableText).join(' ')}
    >
      <Rows
        label="Fingerprints before and then"
        head="Of the whole version"
        rows={rows.map(({ name, of }) => ({ key: name, name, before: of(before), after: of(after) }))}
      />
    </Part>
  );
};

/** The report in detail: who, which items, which lists, which evidence. */
export const ReportTables = ({ report }: { readonly report: DryRunReport }) => (
  <>
    <Proofs {...report} />
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Accounts {...report} />
      <Shares {...report} />
      <Lists {...report} />
      <Evidence {...report} />
      <Fingerprints {...report} />
    </SimpleGrid>
  </>
);
