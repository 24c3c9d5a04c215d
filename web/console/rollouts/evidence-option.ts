import type { RolloutView } from '../../../services/contracts/http/rollouts.ts';
import type { GuardrailName } from '../../../services/contracts/rollout.ts';
import { count } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import { guardrailTitle } from './rollout-words.ts';

type Scheme = 'light' | 'dark';
type Option = Record<string, unknown>;
type Points = RolloutView['points'];

interface EvidenceDrawing {
  readonly points: Points;
  /** Of alarms, in nats. */
  readonly threshold: number;
  readonly scheme: Scheme;
}

/** Tomato is for what is wrong: the threshold. */
const DRAWN = [
  ['conversion', 0],
  ['errors', 2],
  ['safetyNet', 3],
  ['deadline', 4],
] as const satisfies readonly (readonly [GuardrailName, number])[];

const accountsAt = ({ accounts }: Points[number]): number => accounts.challenger + accounts.control;
const ink = (scheme: Scheme): string => (scheme === 'dark' ? palette.dark[0] : palette.gray[8]);

const frame = (points: Points): Option => ({
  animation: false,
  grid: {
    left: 34,
    right: 24,
    top: 16,
    bottom: 30,
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  },
  tooltip: {
    trigger: 'axis',
    confine: true,
    valueFormatter: (value: number | null) => value?.toFixed(2) ?? '?',
  },
  xAxis: {
    type: 'value',
    name: 'Accounts in both arms',
    nameLocation: 'middle',
    nameGap: 28,
    max: Math.max(1, ...points.map(accountsAt)),
    axisLabel: { formatter: count, hideOverlap: true },
  },
});

/** Evidence against the challenger, account by account, under the line where it is believed. */
export const evidenceOption = ({ points, threshold, scheme }: EvidenceDrawing): Option => ({
  ...frame(points),
  yAxis: { type: 'value', max: (range: { readonly max: number }) => Math.max(range.max, threshold * 1.1) },
  series: DRAWN.filter(([name]) => points.some(({ evidence }) => name in evidence)).map(
    ([name, colour], index) => ({
      name: guardrailTitle[name],
      type: 'line',
      symbol: 'none',
      step: 'end',
      color: series[scheme][colour],
      data: points.map((point) => [accountsAt(point), point.evidence[name] ?? 0]),
      ...(index === 0 && {
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: series[scheme][1], type: 'dashed', width: 2 },
          label: { formatter: 'taken back from here on', position: 'insideEndTop', color: ink(scheme) },
          data: [{ yAxis: threshold }],
        },
      }),
    }),
  ),
});

export const evidenceLegend = (points: Points, scheme: Scheme) =>
  DRAWN.filter(([name]) => points.some(({ evidence }) => name in evidence)).map(([name, colour]) => ({
    label: guardrailTitle[name],
    colour: series[scheme][colour],
  }));

/** Beyond it a ratio says nothing but that there is little evidence. */
const RATIO_CEILING = 3;
const capped = (ratio: number | undefined): number => Math.min(RATIO_CEILING, ratio ?? RATIO_CEILING);

/** Where the ratio of conversions may be, account by account; one line is 1, where both are alike. */
export const ratioOption = ({ points, scheme }: Omit<EvidenceDrawing, 'threshold'>): Option => {
  const line = (name: string, of: (point: Points[number]) => number | undefined, style: Option): Option => ({
    name,
    type: 'line',
    symbol: 'none',
    step: 'end',
    color: series[scheme][0],
    lineStyle: style,
    data: points.map((point) => [accountsAt(point), of(point) ?? null]),
  });
  return {
    ...frame(points),
    yAxis: { type: 'value', min: 0, max: RATIO_CEILING },
    series: [
      line('Least', ({ ratio }) => capped(ratio.low), { width: 1.5, type: 'dashed' }),
      line('Estimate', ({ ratio }) => ratio.estimate && capped(ratio.estimate), { width: 3 }),
      {
        ...line('Most', ({ ratio }) => capped(ratio.high), { width: 1.5, type: 'dashed' }),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: ink(scheme), type: 'dotted' },
          label: { formatter: 'alike', position: 'insideEndTop', color: ink(scheme) },
          data: [{ yAxis: 1 }],
        },
      },
    ],
  };
};
