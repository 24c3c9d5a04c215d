import { Card, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { percent } from '../../look/format.ts';
import { RUNG_WORDS, RUNGS, rungShares } from './model-words.ts';
import { rungColour, rungsOption } from './rungs-option.ts';
import type { ModelRow } from './use-models.ts';

const BAR = 44;
const AXIS = 34;

const summaryOf = (row: ModelRow): string => {
  const shares = rungShares(row);
  const told = RUNGS.filter((rung) => shares[rung] > 0);
  return `${row.model.name}: ${told.map((rung) => `${RUNG_WORDS[rung]} ${percent(shares[rung])}`).join(', ')}.`;
};

/** Which rung of the ladder each model’s answers met. */
export const RungsCard = ({ models }: { readonly models: readonly ModelRow[] }) => {
  const scheme = useComputedColorScheme('light');
  const option = useMemo(() => rungsOption(models, scheme), [models, scheme]);
  return (
    <Card padding="lg" component="section" aria-labelledby="rungs">
      <Title order={2} size="h4" id="rungs">
        When answers came
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Until 30 ms only the flag’s model will do, until 40 ms the baseline too, until 45 ms anybody; then the
        default list goes out. Of all requests since this process started.
      </Text>
      <ChartLegend
        entries={RUNGS.map((rung) => ({ label: RUNG_WORDS[rung], colour: rungColour(rung, scheme) }))}
      />
      <Chart
        label="Answers of each model by when they came"
        summary={models.map(summaryOf).join(' ')}
        option={option}
        height={models.length * BAR + AXIS}
      />
    </Card>
  );
};
