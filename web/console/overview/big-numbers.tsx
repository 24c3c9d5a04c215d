import { Card, SimpleGrid, Text } from '@mantine/core';
import { count, percent } from '../../look/format.ts';
import type { LineFate } from './line-fates.ts';
import type { WindowTotals } from './order-outcomes.ts';

interface BigNumberProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

const BigNumber = ({ label, value, hint }: BigNumberProps) => (
  <Card padding="md" role="group" aria-label={label}>
    <Text size="sm" c="dimmed">
      {label}
    </Text>
    <Text fz={{ base: 26, sm: 32 }} fw={750} lh={1.2} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {value}
    </Text>
    <Text size="xs" c="dimmed">
      {hint}
    </Text>
  </Card>
);

/** The commonest reason why lines did not count. */
const mainReason = (fates: readonly LineFate[]): string => {
  const [first] = fates
    .filter(({ fate, lines }) => fate !== 'counted' && lines > 0)
    .toSorted((a, b) => b.lines - a.lines);
  return first ? `mostly ${first.label.toLowerCase()}: ${count(first.lines)}` : 'all of them counted';
};

interface BigNumbersProps {
  readonly totals: WindowTotals;
  readonly fates: readonly LineFate[];
}

/** The window in four numbers. */
export const BigNumbers = ({ totals, fates }: BigNumbersProps) => (
  <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 'sm', sm: 'lg' }}>
    <BigNumber label="Orders" value={count(totals.placed)} hint={`${count(totals.lines)} order lines`} />
    <BigNumber
      label="Cancellations"
      value={count(totals.cancelled)}
      hint={`${percent(totals.cancelledShare)} of the orders`}
    />
    <BigNumber
      label="Lines that counted"
      value={count(totals.counted)}
      hint={totals.lines > 0 ? `${percent(totals.counted / totals.lines)} of the lines` : 'no lines yet'}
    />
    <BigNumber label="Lines that didn’t" value={count(totals.uncounted)} hint={mainReason(fates)} />
  </SimpleGrid>
);
