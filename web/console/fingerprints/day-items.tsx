import { Stack, Table, Text, Title } from '@mantine/core';
import { ItemLink } from '../items/item-link.tsx';
import { effective, points, shareWords } from './fingerprint-words.ts';
import type { Comparison, FingerprintDetail } from './use-fingerprints.ts';

interface DayItemsProps {
  readonly detail: FingerprintDetail;
  readonly comparison: Comparison;
}

const Movers = ({ movers }: Pick<Comparison, 'movers'>) => (
  <div>
    <Title order={3} size="h5" mb={4} id="movers">
      Items that moved most
    </Title>
    {movers.length === 0 ? (
      <Text size="sm">None.</Text>
    ) : (
      <Table aria-labelledby="movers" tabularNums horizontalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Item</Table.Th>
            <Table.Th ta="right" w={84} visibleFrom="xs">
              Before
            </Table.Th>
            <Table.Th ta="right" w={84}>
              This day
            </Table.Th>
            <Table.Th ta="right" w={70}>
              Points
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {movers.map((mover) => (
            <Table.Tr key={mover.itemId}>
              <Table.Td>
                <ItemLink item={mover} lineClamp={1} />
              </Table.Td>
              <Table.Td ta="right" visibleFrom="xs">
                {shareWords(mover.a)}
              </Table.Td>
              <Table.Td ta="right">{shareWords(mover.b)}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {points(mover.b - mover.a)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    )}
  </div>
);

const TopItems = ({ topItems }: Pick<FingerprintDetail, 'topItems'>) => (
  <div>
    <Title order={3} size="h5" mb={4} id="top-items">
      Ordered most
    </Title>
    <Table aria-labelledby="top-items" tabularNums horizontalSpacing={6} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Item</Table.Th>
          <Table.Th ta="right" w={84}>
            Share
          </Table.Th>
          <Table.Th ta="right" w={88}>
            Behind it
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {topItems.map((item) => (
          <Table.Tr key={item.itemId}>
            <Table.Td>
              <ItemLink item={item} lineClamp={1} />
            </Table.Td>
            <Table.Td ta="right">{shareWords(item.share)}</Table.Td>
            <Table.Td ta="right">{effective(item.effectiveAccounts)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </div>
);

/** The day's items: which moved, which were ordered most, and how many accounts stand behind each. */
export const DayItems = ({ detail, comparison }: DayItemsProps) => (
  <Stack gap="lg">
    <Movers movers={comparison.movers} />
    <TopItems topItems={detail.topItems} />
  </Stack>
);
