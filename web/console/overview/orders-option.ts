import { count } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import type { Outcome } from './order-outcomes.ts';

type Scheme = 'light' | 'dark';

const grey = { light: palette.gray[4], dark: palette.dark[3] } as const;

/** Colours that keep their meaning on every page: green counts, grey waits, red and its kin do not count. */
export const outcomeColour = (outcome: Outcome['outcome'], scheme: Scheme): string => {
  const [relish, tomato, mustard, , purple] = series[scheme];
  return { fulfilled: relish, open: grey[scheme], cancelled: tomato, expired: mustard, refunded: purple }[
    outcome
  ];
};

/** Stacked bars: orders by what became of them, over time; `markLine` marks points in it. */
export const ordersOption = (
  outcomes: readonly Outcome[],
  labels: readonly string[],
  scheme: Scheme,
  markLine?: Readonly<Record<string, unknown>>,
): Record<string, unknown> => ({
  animation: false,
  grid: { left: 4, right: 8, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    axisPointer: { type: 'shadow' },
    valueFormatter: (value: number) => count(value),
  },
  xAxis: { type: 'category', data: [...labels], axisTick: { show: false } },
  yAxis: { type: 'value', minInterval: 1, splitNumber: 4 },
  series: outcomes.map(({ outcome, label, perBucket }, index) => ({
    name: label,
    type: 'bar',
    stack: 'orders',
    barCategoryGap: '25%',
    color: outcomeColour(outcome, scheme),
    data: [...perBucket],
    ...(index === 0 && markLine && { markLine }),
  })),
});
