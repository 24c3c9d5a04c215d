import { SimpleGrid, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { DryRunReport } from '../../../services/contracts/http/policies.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { count } from '../../look/format.ts';
import {
  beforeAfterLegend,
  beforeAfterOption,
  histogramOf,
  type BeforeAfter,
} from './before-after-option.ts';
import { spelled } from './policy-words.ts';

interface PanelProps {
  readonly title: string;
  readonly help: string;
  readonly rows: readonly BeforeAfter[];
  readonly isUpright: boolean;
}

const Panel = ({ title, help, rows, isUpright }: PanelProps) => {
  const scheme = useComputedColorScheme('light');
  const option = useMemo(() => beforeAfterOption(rows, scheme, isUpright), [rows, scheme, isUpright]);
  const words = rows.map(({ label, before, after }) => `${label}: ${count(before)}, then ${count(after)}`);
  return (
    <div>
      <Title order={3} size="h5">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {help}
      </Text>
      <ChartLegend entries={beforeAfterLegend(scheme)} />
      <Chart label={title} summary={`${words.join('; ')}.`} option={option} height={240} />
    </div>
  );
};

/** Who stands where, and how many accounts it takes to change a list: before, and with the policy. */
export const ReportCharts = ({ report }: { readonly report: DryRunReport }) => {
  const { standings, certificates, lists } = report;
  const standingRows = useMemo(
    () => standings.counts.map(({ standing, ...counts }) => ({ label: spelled(standing), ...counts })),
    [standings],
  );
  const setRows = useMemo(() => histogramOf(certificates.sets), [certificates]);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <Panel
        title="Accounts by standing"
        help="Of all accounts on the log."
        rows={standingRows}
        isUpright={false}
      />
      <Panel
        title="Accounts needed to change a list"
        help={`Certificates of ${count(lists.sampled)} sampled lists of ${lists.limit}: further right is safer.`}
        rows={setRows}
        isUpright
      />
    </SimpleGrid>
  );
};
