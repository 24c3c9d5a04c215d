import { Card, Table, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { count, counted, votes } from '../../look/format.ts';
import { itemLabel } from '../items/item-label.ts';
import { ItemLink } from '../items/item-link.tsx';
import type { Certificate } from './explain-certificate.ts';
import { rankingLegend, rankingOption, toPass } from './ranking-option.ts';

const ROW_PX = 34;
const AXIS_PX = 32;

interface RankingProps {
  readonly certificate: Certificate;
  readonly limit: number;
}

const RankingTable = ({ certificate, limit }: RankingProps) => (
  <Table aria-label="Ranking" tabularNums mt="md" horizontalSpacing={6}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th ta="right">Place</Table.Th>
        <Table.Th>Item</Table.Th>
        <Table.Th ta="right" visibleFrom="xs">
          Score
        </Table.Th>
        <Table.Th ta="right" visibleFrom="xs">
          Behind
        </Table.Th>
        <Table.Th ta="right">To pass</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {certificate.ranking.map((rival) => {
        const isAsked = rival.itemId === certificate.itemId;
        return (
          <Table.Tr key={rival.itemId} {...(isAsked && { bg: 'var(--mantine-color-mustard-light)' })}>
            <Table.Td ta="right">{rival.rank}</Table.Td>
            <Table.Td>
              {isAsked ? (
                <Text size="sm" fw={700}>
                  {itemLabel(rival)}
                </Text>
              ) : (
                <ItemLink item={rival} limit={limit} />
              )}
              {rival.rank === limit && (
                <Text size="xs" c="dimmed">
                  last place of the list
                </Text>
              )}
            </Table.Td>
            <Table.Td ta="right" visibleFrom="xs">
              {votes(rival.score)}
            </Table.Td>
            <Table.Td ta="right" visibleFrom="xs">
              {rival.gap > 0 && votes(rival.gap)}
            </Table.Td>
            <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
              {toPass(rival, certificate)}
            </Table.Td>
          </Table.Tr>
        );
      })}
    </Table.Tbody>
  </Table>
);

/** The first places, whose votes make them, and what each rival needs to pass the item. */
export const RankingCard = ({ certificate, limit }: RankingProps) => {
  const scheme = useComputedColorScheme('light');
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const option = useMemo(() => rankingOption(certificate, scheme, isNarrow), [certificate, scheme, isNarrow]);
  return (
    <Card padding="lg" component="section" aria-labelledby="ranking">
      <Title order={2} size="h4" id="ranking">
        The ranking
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Whose votes make each score.{' '}
        {certificate.waived
          ? 'While the shop is new, newcomers count in full.'
          : 'An account adds at most one vote to an item; all newcomers together only a small share.'}
      </Text>
      <ChartLegend entries={rankingLegend(certificate, scheme)} />
      <Chart
        label="Scores by whose votes they are"
        summary={`${counted(certificate.ranking.length, 'place')}, of ${count(limit)} in the list; the table below has the same scores.`}
        option={option}
        height={AXIS_PX + certificate.ranking.length * ROW_PX}
      />
      <RankingTable certificate={certificate} limit={limit} />
    </Card>
  );
};
