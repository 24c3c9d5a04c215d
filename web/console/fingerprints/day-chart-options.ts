import { count, percent } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import { orderOutcomes } from '../overview/order-outcomes.ts';
import { ordersOption } from '../overview/orders-option.ts';
import { shortDay } from './fingerprint-words.ts';
import type { DayFingerprint } from './use-fingerprints.ts';

type Scheme = 'light' | 'dark';
type Option = Record<string, unknown>;

const ONE = 1_000_000;

/** Ages from the newest accounts to the oldest, in the colours of standing: mustard is new, green is known. */
export const AGE_WORDS = ['first day', '1–6 days', '7–29 days', '30–89 days', '90 days or more'] as const;
export const ageColours = (scheme: Scheme): readonly string[] =>
  scheme === 'light'
    ? [palette.tomato[5], palette.mustard[4], palette.relish[3], palette.relish[5], palette.relish[7]]
    : [palette.tomato[4], palette.mustard[4], palette.relish[2], palette.relish[4], palette.relish[6]];

const base = (
  days: readonly DayFingerprint[],
  pointer: 'line' | 'shadow',
  format: (value: number) => string,
) => ({
  animation: false,
  grid: { left: 4, right: 12, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    confine: true,
    axisPointer: { type: pointer },
    valueFormatter: (value: number | null) => (value === null ? '–' : format(value)),
  },
  xAxis: {
    type: 'category',
    data: days.map(({ day }) => shortDay(day)),
    axisTick: { show: false },
    triggerEvent: true,
  },
});

const line = (name: string, data: readonly (number | null)[], color: string): Option => ({
  name,
  type: 'line',
  symbol: data.length > 1 ? 'none' : 'circle',
  lineStyle: { width: 2.5 },
  color,
  data: [...data],
});

const percentAxis = {
  type: 'value',
  min: 0,
  splitNumber: 4,
  // No share is more than all, though the axis may go on.
  axisLabel: { formatter: (share: number) => (share > 1 ? '' : percent(share)) },
};
const countAxis = { type: 'value', min: 0, splitNumber: 4 };

/** Orders by what became of them, by day. */
export const outcomesOption = (days: readonly DayFingerprint[], scheme: Scheme): Option => {
  const of = (outcome: keyof DayFingerprint['outcomes']) => days.map(({ outcomes }) => outcomes[outcome]);
  const orders = {
    placed: days.map(({ counts }) => counts.orders),
    fulfilled: of('fulfilled'),
    cancelled: of('cancelled'),
    expired: of('expired'),
    refunded: of('refunded'),
  };
  return ordersOption(
    orderOutcomes({ orders }),
    days.map(({ day }) => shortDay(day)),
    scheme,
  );
};

/** Shares of a day's orders that were cancelled, not picked up, or came from the largest origin. */
export const sharesOption = (days: readonly DayFingerprint[], scheme: Scheme): Option => {
  const [, tomato, mustard, blue] = series[scheme];
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    ...base(days, 'line', percent),
    yAxis: percentAxis,
    series: [
      line(
        'Cancelled',
        days.map(({ outcomes, counts }) => share(outcomes.cancelled, counts.orders)),
        tomato,
      ),
      line(
        'Never picked up',
        days.map(({ outcomes, counts }) => share(outcomes.expired, counts.orders)),
        mustard,
      ),
      ...(hasOrigins(days)
        ? [
            line(
              'Largest origin',
              days.map(({ origins }) => share(origins.top[0] ?? 0, origins.orders)),
              blue,
            ),
          ]
        : []),
    ],
  };
};

/** How evenly a day's order lines are spread over items. */
export const entropyOption = (days: readonly DayFingerprint[], scheme: Scheme): Option => ({
  ...base(days, 'line', (value) => `${value.toFixed(2)} bits`),
  yAxis: { type: 'value', scale: true, splitNumber: 4 },
  series: [
    line(
      'Entropy',
      days.map(({ items }) => items.entropy / ONE),
      series[scheme][0],
    ),
  ],
});

/** The largest part that one item has of a day's order lines. */
export const topShareOption = (days: readonly DayFingerprint[], scheme: Scheme): Option => ({
  ...base(days, 'line', percent),
  yAxis: percentAxis,
  series: [
    line(
      'Largest item',
      days.map(({ items }) => items.topShare / ONE),
      series[scheme][0],
    ),
  ],
});

/** Whether any order told where it came from. */
export const hasOrigins = (days: readonly DayFingerprint[]): boolean =>
  days.some(({ origins }) => origins.orders > 0);

/** Accounts that ordered on a day, by the days since their first order. */
export const agesOption = (days: readonly DayFingerprint[], scheme: Scheme): Option => ({
  ...base(days, 'shadow', count),
  yAxis: { ...countAxis, minInterval: 1 },
  series: AGE_WORDS.map((name, bracket) => ({
    name,
    type: 'bar',
    stack: 'ages',
    barCategoryGap: '25%',
    color: ageColours(scheme)[bracket],
    data: days.map(({ ages }) => ages[bracket] ?? 0),
  })),
});

/** Accounts that ordered, and how many of equal weight would carry as much. */
export const concentrationOption = (days: readonly DayFingerprint[], scheme: Scheme): Option => {
  const [relish, , , blue] = series[scheme];
  return {
    ...base(days, 'line', (value) => (Math.round(value * 10) / 10).toString()),
    yAxis: countAxis,
    series: [
      line(
        'Accounts',
        days.map(({ counts }) => counts.accounts),
        blue,
      ),
      line(
        'Effective number',
        days.map(({ effectiveAccounts }) => effectiveAccounts / ONE),
        relish,
      ),
    ],
  };
};
