import { Table, Title } from '@mantine/core';
import { points } from '../../look/format.ts';
import { ItemLink } from '../items/item-link.tsx';
import { gapOf, latest, shareText, type ShareLine } from './share-lines.ts';

const ROWS = 5;

/** The items where the two ways of counting differ most. */
export const GapTable = ({ lines }: { readonly lines: readonly ShareLine[] }) => {
  const widest = lines.toSorted((a, b) => Math.abs(gapOf(b)) - Math.abs(gapOf(a))).slice(0, ROWS);
  return (
    <>
      <Title order={3} size="h5" mb={4} id="gaps">
        Widest apart now
      </Title>
      <Table aria-labelledby="gaps" tabularNums horizontalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Item</Table.Th>
            <Table.Th ta="right" w={64}>
              Naive
            </Table.Th>
            <Table.Th ta="right" w={84}>
              Counted
            </Table.Th>
            <Table.Th ta="right" w={70}>
              Points
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {widest.map((line) => (
            <Table.Tr key={line.itemId}>
              <Table.Td>
                <ItemLink item={line} lineClamp={1} />
              </Table.Td>
              <Table.Td ta="right">{shareText(latest(line.raw))}</Table.Td>
              <Table.Td ta="right">{shareText(latest(line.counted))}</Table.Td>
              <Table.Td ta="right" fw={600}>
                {points(gapOf(line))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
};
