import { Badge, Card, Group, Progress, Stack, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { Budget } from '../../../services/contracts/http/budgets.ts';
import { Chart } from '../../look/chart.tsx';
import { percent } from '../../look/format.ts';
import { burnText, countedText, leftText, stateOf } from './budget-words.ts';
import { burnOption } from './burn-option.ts';
import { BurnTable } from './burn-table.tsx';

const summaryOf = ({ history }: Budget): string => {
  const busy = history.filter(({ answers }) => answers > 0);
  const worst = Math.max(0, ...busy.map(({ burnRate }) => burnRate));
  return `Of the last ${history.length} hours ${busy.length} had lists; the fastest of them burned at ${burnText(worst)}.`;
};

/** One objective: what is promised, what is left of its budget, how it burned, and whom that calls. */
export const BudgetCard = ({ budget }: { readonly budget: Budget }) => {
  const { objective, displayName, description, target, left, history, alerts } = budget;
  const scheme = useComputedColorScheme('light');
  const option = useMemo(() => burnOption(history, scheme), [history, scheme]);
  const { word, colour } = stateOf(budget);
  return (
    <Card padding="lg" component="section" aria-labelledby={objective}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4" id={objective}>
            {displayName}
          </Title>
          <Badge color={colour} miw="max-content">
            {word}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed">
          {percent(target)} of lists. {description}
        </Text>
        <div>
          <Text size="sm" fw={600} mb={4}>
            {leftText(budget)}
          </Text>
          <Progress
            value={Math.max(0, left) * 100}
            color={left > 0.25 ? 'relish' : 'mustard'}
            size="lg"
            aria-hidden
          />
          <Text size="sm" mt={4}>
            {countedText(budget)}
          </Text>
        </div>
        <Chart
          label={`How fast the budget of “${displayName}” burned, hour by hour`}
          summary={summaryOf(budget)}
          option={option}
          height={160}
        />
        <BurnTable label={`Alerts of “${displayName}”`} alerts={alerts} />
      </Stack>
    </Card>
  );
};
