import { Card, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { counted } from '../../look/format.ts';
import type { Outcome } from './order-outcomes.ts';
import { outcomeColour, ordersOption } from './orders-option.ts';

interface OrdersCardProps {
  readonly outcomes: readonly Outcome[];
  readonly labels: readonly string[];
}

/** Orders by what became of them, over time. */
export const OrdersCard = ({ outcomes, labels }: OrdersCardProps) => {
  const scheme = useComputedColorScheme('light');
  const option = useMemo(() => ordersOption(outcomes, labels, scheme), [outcomes, labels, scheme]);
  const words = outcomes.map(({ label, total }) => `${label.toLowerCase()}: ${counted(total, 'order')}`);
  return (
    <Card padding="lg" component="section" aria-labelledby="orders">
      <Title order={2} size="h4" id="orders">
        Orders by outcome
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        By the time they were placed.
      </Text>
      <ChartLegend
        entries={outcomes.map(({ outcome, label }) => ({ label, colour: outcomeColour(outcome, scheme) }))}
      />
      <Chart
        label="Orders by outcome over time"
        summary={`In this window ${words.join(', ')}.`}
        option={option}
        height={260}
      />
    </Card>
  );
};
