import { useComputedColorScheme, useMatches } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState, type ComponentProps } from 'react';
import type { AccountFeatures } from '../../../services/contracts/http/accounts.ts';
import { ChartLegend } from '../../look/chart-legend.tsx';
import { Chart } from '../../look/chart.tsx';
import { counted } from '../../look/format.ts';
import { axes } from './axes.ts';
import type { Brush, Range } from './brush.ts';
import { groupsOf, parallelOption } from './parallel-option.ts';

type OnReady = NonNullable<ComponentProps<typeof Chart>['onReady']>;
type Drawing = Parameters<OnReady>[0];

/** Beyond what any axis shows: an end that isn't limited. */
const FAR = 1e12;

const tenth = (value: number): number => Math.round(value * 10) / 10;

const isPair = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';

/** What a drawing says when somebody brushed an axis; none if the brush was taken away. */
const brushedAxis = (event: unknown): { readonly key: string; readonly range: Range } | undefined => {
  if (typeof event !== 'object' || event === null) return undefined;
  if (!('parallelAxisId' in event) || typeof event.parallelAxisId !== 'string') return undefined;
  const intervals: readonly unknown[] =
    'intervals' in event && Array.isArray(event.intervals) ? event.intervals : [];
  const [interval] = intervals;
  if (!isPair(interval)) return { key: event.parallelAxisId, range: {} };
  const [min, max] = interval;
  return {
    key: event.parallelAxisId,
    range: { min: Math.max(0, tenth(min)), ...(max < FAR && { max: tenth(max) }) },
  };
};

const showBrush = (drawing: Drawing, brush: Brush): void => {
  for (const { key } of axes) {
    const { min, max } = brush[key] ?? {};
    const isOpen = min === undefined && max === undefined;
    const intervals = isOpen ? [] : [[min ?? 0, max ?? FAR]];
    drawing.dispatchAction({ type: 'axisAreaSelect', parallelAxisId: key, intervals }, { silent: true });
  }
  // An axis doesn't draw a brush that it is told of, only one that it finds.
  drawing.resize();
};

interface ParallelChartProps {
  readonly accounts: readonly AccountFeatures[];
  readonly brush: Brush;
  readonly inside: number;
  readonly onRange: (key: string, range: Range) => void;
}

/** Parallel coordinates: a line an account. Drag along an axis to brush it; the fields beside it do the same. */
export const ParallelChart = ({ accounts, brush, inside, onRange }: ParallelChartProps) => {
  const scheme = useComputedColorScheme('light');
  const isNarrow = useMatches({ base: true, md: false });
  const [drawing, setDrawing] = useState<Drawing>();
  const option = useMemo(() => parallelOption(accounts, scheme, isNarrow), [accounts, scheme, isNarrow]);
  const onReady = useCallback<OnReady>(
    (chart) => {
      setDrawing(chart);
      const note = (event: unknown) => {
        const brushed = brushedAxis(event);
        if (brushed) onRange(brushed.key, brushed.range);
      };
      chart.on('axisareaselected', note);
      return () => {
        setDrawing(undefined);
        if (!chart.isDisposed()) chart.off('axisareaselected', note);
      };
    },
    [onRange],
  );
  useEffect(() => {
    if (drawing && !drawing.isDisposed()) showBrush(drawing, brush);
  }, [drawing, brush, option]);
  return (
    <>
      <ChartLegend entries={groupsOf(scheme).map(({ name, colour }) => ({ label: name, colour }))} />
      <Chart
        label="Accounts by their features"
        summary={`${counted(accounts.length, 'account')} over ${counted(axes.length, 'feature')}; ${counted(inside, 'account')} in the brush, listed below.`}
        option={option}
        height={isNarrow ? 520 : 340}
        onReady={onReady}
      />
    </>
  );
};
