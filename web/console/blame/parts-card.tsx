import { Card, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import type { Blame } from '../../../services/contracts/http/blame.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { votes } from '../../look/format.ts';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { partsLegend, partsOption, rowsOf } from './blame-options.ts';
import { useRecorded } from './use-blame.ts';

const ROW_PX = 34;
const AXIS_PX = 32;

type Rows = ReturnType<typeof rowsOf>;

/** The drawing as a table, for those who can't see it. */
const PartsTable = ({ rows }: { readonly rows: Rows }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Item</th>
        <th scope="col">Established accounts</th>
        <th scope="col">Newcomers</th>
        <th scope="col">Own history</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ itemId, label, parts }) => (
        <tr key={itemId}>
          <th scope="row">{label}</th>
          <td>{votes(parts.established)}</td>
          <td>{votes(parts.newcomers)}</td>
          <td>{votes(parts.own)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Drawing = ({ rows, itemId }: { readonly rows: Rows; readonly itemId: string }) => {
  const scheme = useComputedColorScheme('light');
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const option = useMemo(() => partsOption(rows, itemId, scheme, isNarrow), [rows, itemId, scheme, isNarrow]);
  return (
    <>
      <ChartLegend entries={partsLegend(rows, scheme)} />
      <Chart
        label="Scores by whose votes they are"
        summary={<PartsTable rows={rows} />}
        option={option}
        height={AXIS_PX + rows.length * ROW_PX}
      />
    </>
  );
};

/** The list as it went out, and whose votes each score is made of. */
export const PartsCard = ({ found }: { readonly found: Blame }) => {
  const { data, error, refetch } = useRecorded(found.requestId);
  const rows = useMemo(() => data && rowsOf(found, data.answer.items), [found, data]);
  return (
    <Card padding="lg" component="section" aria-labelledby="parts">
      <Title order={2} size="h4" id="parts">
        The list
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Whose votes each score is made of.
        {!found.inList && ' The item asked about stands beneath it, with what it would have had.'}
      </Text>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!rows && !error && <LoadingState label="Loading the list" rows={1} rowHeight={160} />}
      {rows && <Drawing rows={rows} itemId={found.item.itemId} />}
    </Card>
  );
};
