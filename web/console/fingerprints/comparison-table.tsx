import { Table, Title } from '@mantine/core';
import { counted } from '../../look/format.ts';
import { AGE_WORDS } from './day-chart-options.ts';
import { againstText, bits, points, shareWords } from './fingerprint-words.ts';
import type { Comparison, FingerprintDetail } from './use-fingerprints.ts';

const ONE = 1_000_000;
const shareOf = (part: number, whole: number): number => (whole > 0 ? (part / whole) * ONE : 0);

const OUTCOMES = [
  ['fulfilled', 'Taken home'],
  ['open', 'Open'],
  ['cancelled', 'Cancelled'],
  ['expired', 'Never picked up'],
  ['refunded', 'Refunded'],
] as const;

interface Row {
  readonly label: string;
  readonly value: string;
  readonly difference: string;
}

const rowsOf = ({ outcomes, counts, ages, origins, items }: FingerprintDetail, than: Comparison): Row[] => [
  ...OUTCOMES.map(([outcome, label]) => ({
    label,
    value: shareWords(shareOf(outcomes[outcome], counts.orders)),
    difference: points(than.outcomes[outcome]),
  })),
  ...AGE_WORDS.map((label, bracket) => ({
    label: `Accounts: ${label}`,
    value: shareWords(shareOf(ages[bracket] ?? 0, counts.accounts)),
    difference: points(than.ages[bracket] ?? 0),
  })),
  ...(origins.orders > 0
    ? [
        {
          label: `Largest of ${counted(origins.distinct, 'origin')}`,
          value: shareWords(shareOf(origins.top[0] ?? 0, origins.orders)),
          difference: points(than.topOrigin),
        },
      ]
    : []),
  {
    label: 'Entropy of the items',
    value: bits(items.entropy),
    difference: `${than.entropy >= 0 ? '+' : '−'}${bits(Math.abs(than.entropy))}`,
  },
  {
    label: 'Distributions apart',
    value: shareWords(than.variation),
    difference: `by chance ${shareWords(than.variationByChance)}`,
  },
];

interface ComparisonTableProps {
  readonly detail: FingerprintDetail;
  readonly comparison: Comparison;
  readonly against: string;
}

/** The day in numbers, and how each differs. */
export const ComparisonTable = ({ detail, comparison, against }: ComparisonTableProps) => (
  <div>
    <Title order={3} size="h5" mb={4} id="numbers">
      In numbers
    </Title>
    <Table aria-labelledby="numbers" tabularNums horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Share</Table.Th>
          <Table.Th ta="right">This day</Table.Th>
          <Table.Th ta="right">Points from {againstText(against)}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rowsOf(detail, comparison).map(({ label, value, difference }) => (
          <Table.Tr key={label}>
            <Table.Td>{label}</Table.Td>
            <Table.Td ta="right">{value}</Table.Td>
            <Table.Td ta="right">{difference}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);
