import { count } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';

type Scheme = 'light' | 'dark';

export interface BeforeAfter {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

const grey = { light: palette.gray[4], dark: palette.dark[3] } as const;

/** What the two colours mean. */
export const beforeAfterLegend = (scheme: Scheme) => [
  { label: 'Before', colour: grey[scheme] },
  { label: 'With this policy', colour: series[scheme][0] },
];

const bar = (name: string, color: string, data: readonly number[], label: Record<string, unknown>) => ({
  name,
  type: 'bar',
  color,
  barMaxWidth: 22,
  barGap: '10%',
  label,
  data: [...data],
});

const axes = (rows: readonly BeforeAfter[], isUpright: boolean) => {
  const names = { type: 'category', data: rows.map(({ label }) => label), axisTick: { show: false } };
  const values = { type: 'value', minInterval: 1, splitNumber: 4 };
  return isUpright ? { xAxis: names, yAxis: values } : { xAxis: values, yAxis: { ...names, inverse: true } };
};

/** Two bars a row, of now and of then: lying, or upright for a histogram. */
export const beforeAfterOption = (
  rows: readonly BeforeAfter[],
  scheme: Scheme,
  isUpright: boolean,
): Record<string, unknown> => {
  const [before, after] = beforeAfterLegend(scheme);
  const label = {
    show: true,
    position: isUpright ? 'top' : 'right',
    color: scheme === 'dark' ? palette.dark[1] : palette.gray[7],
    textBorderColor: 'transparent',
    formatter: ({ value }: { readonly value: number }) => (value > 0 ? count(value) : ''),
  };
  return {
    animation: false,
    grid: {
      left: 4,
      right: isUpright ? 8 : 48,
      top: 20,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      valueFormatter: (value: number) => count(value),
    },
    ...axes(rows, isUpright),
    series: [before, after].flatMap((entry, index) =>
      entry
        ? [
            bar(
              entry.label,
              entry.colour,
              rows.map((row) => (index === 0 ? row.before : row.after)),
              label,
            ),
          ]
        : [],
    ),
  };
};

/** Most bars of a histogram that can be told apart. */
const BARS = 12;

/** Certificates as a histogram: single values while they are few, then ranges of the same width. */
export const histogramOf = (
  sets: readonly { readonly accounts: number; readonly before: number; readonly after: number }[],
): readonly BeforeAfter[] => {
  const highest = sets.reduce((most, { accounts }) => Math.max(most, accounts), 0);
  const width = Math.ceil((highest + 1) / BARS);
  return Array.from({ length: Math.floor(highest / width) + 1 }, (_, index) => {
    const [from, to] = [index * width, (index + 1) * width - 1];
    const inside = sets.filter(({ accounts }) => accounts >= from && accounts <= to);
    return {
      label: from === to ? String(from) : `${from}–${to}`,
      before: inside.reduce((sum, { before }) => sum + before, 0),
      after: inside.reduce((sum, { after }) => sum + after, 0),
    };
  });
};
