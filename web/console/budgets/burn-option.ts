import type { Budget } from '../../../services/contracts/http/budgets.ts';
import { dayAndTime } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import { burnText } from './budget-words.ts';

type Scheme = 'light' | 'dark';

/** The budget lasts exactly as long as it should. */
const EVEN = 1;

/** The burn rate hour by hour; the dashed line is the rate at which the budget is just spent in its days. */
export const burnOption = (history: Budget['history'], scheme: Scheme): Record<string, unknown> => ({
  animation: false,
  grid: { left: 4, right: 12, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    confine: true,
    valueFormatter: (value: number | null) => (value === null ? 'no lists' : burnText(value)),
  },
  xAxis: {
    type: 'category',
    data: history.map(({ until }) => dayAndTime(until)),
    axisTick: { show: false },
    axisLabel: { hideOverlap: true },
  },
  yAxis: {
    type: 'value',
    min: 0,
    max: ({ max }: { readonly max: number }) => Math.max(2, Math.ceil(max)),
    splitNumber: 3,
    axisLabel: { formatter: burnText },
  },
  series: [
    {
      name: 'Burn rate',
      type: 'line',
      symbol: 'circle',
      symbolSize: 4,
      color: series[scheme][1],
      lineStyle: { width: 2.5 },
      data: history.map(({ answers, burnRate }) => (answers === 0 ? null : burnRate)),
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        lineStyle: { type: 'dashed', color: scheme === 'dark' ? palette.dark[1] : palette.gray[6] },
        data: [{ yAxis: EVEN }],
      },
    },
  ],
});
