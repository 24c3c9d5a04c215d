import { Anchor, Table, Title } from '@mantine/core';
import { Link } from 'wouter';
import { gapOf, latest, shareText, type ShareLine } from './share-lines.ts';

const ROWS = 5;

/** A difference of shares in percentage points, with its sign: −6.8. */
const points = (gap: number): string => {
  const tenths = Math.round(gap * 1_000) / 10;
  return `${tenths > 0 ? '+' : tenths < 0 ? '−' : ''}${Math.abs(tenths).toFixed(1)}`;
};

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
                <Anchor
                  lineClamp={1}
                  title={line.label}
                  component={Link}
                  href={`/certificate?item=${encodeURIComponent(line.itemId)}`}
                  size="sm"
                >
                  {line.label}
                </Anchor>
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
