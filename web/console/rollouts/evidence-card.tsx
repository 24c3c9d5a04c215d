import { Card, SimpleGrid, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { RolloutView } from '../../../services/contracts/http/rollouts.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { EmptyState } from '../../look/states.tsx';
import { evidenceLegend, evidenceOption, ratioOption } from './evidence-option.ts';
import { guardrailTitle, ratioText } from './rollout-words.ts';

const summaryOf = ({ findings }: RolloutView['evidence']): string =>
  findings
    .map(
      ({ guardrail, evidence, threshold }) =>
        `${guardrailTitle[guardrail]}: evidence ${Math.max(0, evidence).toFixed(1)} of ${threshold.toFixed(1)}`,
    )
    .join('; ');

const Drawn = ({ points, evidence }: Pick<RolloutView, 'points' | 'evidence'>) => {
  const scheme = useComputedColorScheme('light');
  const threshold = evidence.findings[0]?.threshold ?? 0;
  const against = useMemo(() => evidenceOption({ points, threshold, scheme }), [points, threshold, scheme]);
  const ratio = useMemo(() => ratioOption({ points, scheme }), [points, scheme]);
  const last = points.at(-1);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <div>
        <Title order={3} size="h5">
          Evidence against the challenger
        </Title>
        <ChartLegend entries={evidenceLegend(points, scheme)} />
        <Chart
          label="Evidence against the challenger over accounts"
          summary={summaryOf(evidence)}
          option={against}
          height={280}
        />
      </div>
      <div>
        <Title order={3} size="h5">
          Conversion in units of the control’s
        </Title>
        <Text size="xs">The estimate, and dashed where the truth may be at every look.</Text>
        <Chart
          label="Ratio of conversions over accounts"
          summary={last ? ratioText(last) : 'Nothing was counted yet.'}
          option={ratio}
          height={280}
        />
      </div>
    </SimpleGrid>
  );
};

/** How the evidence came together. */
export const EvidenceCard = ({ points, evidence }: Pick<RolloutView, 'points' | 'evidence'>) => (
  <Card padding="lg" component="section" aria-labelledby="evidence">
    <Title order={2} size="h4" id="evidence" mb="sm">
      Evidence
    </Title>
    {points.length === 0 ? (
      <EmptyState title="Nobody was counted yet">
        What counts is the first list that an established account of either arm sees.
      </EmptyState>
    ) : (
      <Drawn points={points} evidence={evidence} />
    )}
  </Card>
);
