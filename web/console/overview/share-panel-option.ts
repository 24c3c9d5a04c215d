import { percent } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import type { ShareLine } from './share-lines.ts';

type Scheme = 'light' | 'dark';
export type Counting = 'raw' | 'counted';

interface SharePanel {
  readonly lines: readonly ShareLine[];
  readonly highlight: ShareLine | undefined;
  readonly labels: readonly string[];
  readonly counting: Counting;
  /** The top of the scale: both panels have the same, or the eye would compare what can't be compared. */
  readonly ceiling: number;
  readonly scheme: Scheme;
}

const STEPS = [0.02, 0.05, 0.1, 0.2];
const quiet = { light: palette.gray[5], dark: palette.dark[3] } as const;

/** The least round share that is above all lines, 0 to 1. */
export const shareCeiling = (lines: readonly ShareLine[]): number => {
  const shares = lines.flatMap(({ raw, counted }) => [...raw, ...counted]);
  const most = Math.max(0.01, ...shares.map((share) => share ?? 0));
  const step = STEPS.find((size) => most <= size * 5) ?? 0.2;
  // Without rounding, 0.05 · 3 would put 15.000000000000002 % on the axis.
  return Math.min(1, Math.round(Math.ceil(most / step) * step * 100) / 100);
};

const seriesOf = (line: ShareLine, { highlight, scheme, counting }: SharePanel) => {
  const isHighlight = line.itemId === highlight?.itemId;
  return {
    name: line.label,
    type: 'line',
    symbol: 'none',
    z: isHighlight ? 5 : 2,
    color: isHighlight ? series[scheme][1] : quiet[scheme],
    lineStyle: {
      width: isHighlight ? 3.5 : 1.25,
      opacity: isHighlight ? 1 : 0.7,
      type: counting === 'raw' ? 'dashed' : 'solid',
    },
    emphasis: { focus: 'series', lineStyle: { width: 3 } },
    data: [...line[counting]],
  };
};

/**
 * One of two panels: shares as placed (dashed) or as counted (solid). An attack bends the dashed lines and
 * leaves the solid ones alone.
 */
export const sharePanelOption = (panel: SharePanel): Record<string, unknown> => ({
  animation: false,
  grid: { left: 4, right: 16, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    order: 'valueDesc',
    confine: true,
    valueFormatter: (share: number | null) => percent(share ?? 0),
  },
  xAxis: { type: 'category', data: [...panel.labels], boundaryGap: false, axisTick: { show: false } },
  yAxis: {
    type: 'value',
    min: 0,
    max: panel.ceiling,
    splitNumber: 4,
    axisLabel: { formatter: (share: number) => percent(share) },
  },
  series: panel.lines.map((line) => seriesOf(line, panel)),
});
