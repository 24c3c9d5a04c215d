import type { AnswerItem } from '../../../services/contracts/http/answers.ts';
import type { ActRun, Blame, Stand } from '../../../services/contracts/http/blame.ts';
import { votes } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import { shortDay } from '../fingerprints/fingerprint-words.ts';
import { itemLabel } from '../items/item-label.ts';
import { eventWords } from './blame-words.ts';

type Scheme = 'light' | 'dark';
type Option = Record<string, unknown>;
type Part = keyof Stand['parts'];

const MICRO = 1_000_000;
/** Acts that are marked: as many as have room above each other. */
const MARKED = 4;
const NOT_COUNTED = 'Newcomers, over their cap';
const PARTS: readonly (readonly [part: Part, label: string])[] = [
  ['established', 'Established accounts'],
  ['newcomers', 'Newcomers'],
  ['own', 'The account’s own history'],
];

const coloursOf = (scheme: Scheme): Readonly<Record<Part, string>> => {
  const [relish, , mustard, blue] = series[scheme];
  return { established: relish, newcomers: mustard, own: blue };
};
const inkOf = (scheme: Scheme): string => (scheme === 'dark' ? palette.dark[1] : palette.gray[7]);
const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
const votesOf = (value: number | null): string => votes(Math.round((value ?? 0) * MICRO));

interface Row {
  readonly itemId: string;
  readonly label: string;
  readonly parts: Stand['parts'];
  readonly uncapped: number;
}

/** The list as it went out, and the item asked about beneath it where it isn't in it. */
export const rowsOf = ({ item, stand, inList }: Blame, items: readonly AnswerItem[]): readonly Row[] => {
  const listed = items.map((one): Row => ({
    itemId: one.itemId,
    label: itemLabel(one),
    parts: one.parts,
    uncapped: one.itemId === item.itemId ? stand.uncapped : one.parts.newcomers,
  }));
  const { parts, uncapped } = stand;
  return inList ? listed : [...listed, { itemId: item.itemId, label: itemLabel(item), parts, uncapped }];
};

const overCap = ({ parts, uncapped }: Row): number => Math.max(0, uncapped - parts.newcomers);

/** What the colours mean. */
export const partsLegend = (rows: readonly Row[], scheme: Scheme) => [
  ...PARTS.filter(([part]) => rows.some(({ parts }) => parts[part] > 0)).map(([part, label]) => ({
    label,
    colour: coloursOf(scheme)[part],
  })),
  ...(rows.some((row) => overCap(row) > 0)
    ? [{ label: NOT_COUNTED, colour: inkOf(scheme), isEmpty: true }]
    : []),
];

const bar = (name: string) => ({ name, type: 'bar', stack: 'score', barMaxWidth: 22 });

/** Whose votes make each score of the list; of the item asked about, also what newcomers gave in vain. */
export const partsOption = (
  rows: readonly Row[],
  itemId: string,
  scheme: Scheme,
  isNarrow: boolean,
): Option => {
  // ECharts draws the first category at the bottom.
  const drawn = rows.toReversed();
  const ink = inkOf(scheme);
  return {
    animation: false,
    grid: { left: 4, right: 20, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: votesOf, confine: true },
    xAxis: { type: 'value', splitNumber: 4 },
    yAxis: {
      type: 'category',
      data: drawn.map(({ label }) => shorten(label, isNarrow ? 16 : 40)),
      axisTick: { show: false },
      axisLabel: {
        color: (_: string, index: number) => (drawn[index]?.itemId === itemId ? series[scheme][1] : ink),
      },
    },
    series: [
      ...PARTS.filter(([part]) => rows.some(({ parts }) => parts[part] > 0)).map(([part, label]) => ({
        ...bar(label),
        color: coloursOf(scheme)[part],
        data: drawn.map(({ parts }) => parts[part] / MICRO),
      })),
      ...(rows.some((row) => overCap(row) > 0)
        ? [
            {
              ...bar(NOT_COUNTED),
              color: 'transparent',
              itemStyle: { borderColor: ink, borderType: 'dashed', borderWidth: 1 },
              data: drawn.map((row) => (overCap(row) > 0 ? overCap(row) / MICRO : null)),
            },
          ]
        : []),
    ],
  };
};

/** What people did and what gave the item its place, by the column in which it shows. */
interface HistoryMark {
  readonly column: number;
  readonly label: string;
}

/** Marks of what changed something for the item: the last ones, oldest first. */
export const marksOf = ({ history: { stands }, acts, lastMove }: Blame): readonly HistoryMark[] => {
  const columnOf = (position: string) => stands.findIndex((stand) => stand.position >= position);
  const didSomething = ({ before, after }: ActRun) =>
    before.score !== after.score || before.rank !== after.rank;
  const moved = lastMove && {
    column: columnOf(lastMove.position),
    label: lastMove.after.rank === undefined ? 'lost its place' : `to place ${lastMove.after.rank}`,
  };
  return [
    ...acts
      .filter(didSomething)
      .slice(-MARKED)
      .map(({ type, count, until }) => ({ column: columnOf(until), label: eventWords(type, count) })),
    ...(moved ? [moved] : []),
  ].filter(({ column }) => column >= 0);
};

const markLine = (marks: readonly HistoryMark[], columns: number, scheme: Scheme) => ({
  symbol: 'none',
  silent: true,
  data: marks.map(({ column, label }, index) => ({
    xAxis: column,
    lineStyle: { color: series[scheme][1], type: 'dashed', width: 2 },
    label: {
      formatter: label,
      position: 'end',
      align: column >= columns / 2 ? 'right' : 'left',
      // Each on a line of its own: they may be near each other.
      distance: 4 + 14 * index,
      color: inkOf(scheme),
    },
  })),
});

const dayLabels = (stands: readonly Stand[]): readonly string[] =>
  stands.map(({ day }, index) =>
    index === stands.length - 1 ? 'the list' : day === undefined ? '' : shortDay(day),
  );

const gridOf = (top: number) => ({
  ...{ left: 4, right: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  top,
});

/** The item's score by day and by whose votes it was made of, with marks for what changed it. */
export const scoreOption = (found: Blame, scheme: Scheme): Option => {
  const { stands } = found.history;
  const marks = marksOf(found);
  const shown = PARTS.filter(([part]) => stands.some(({ parts }) => parts[part] > 0));
  return {
    animation: false,
    grid: gridOf(12 + 16 * marks.length),
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: votesOf, confine: true },
    xAxis: { type: 'category', data: dayLabels(stands), axisTick: { show: false } },
    yAxis: { type: 'value', min: 0, splitNumber: 4 },
    series: shown.map(([part, label], index) => ({
      ...bar(label),
      color: coloursOf(scheme)[part],
      data: stands.map(({ parts }) => parts[part] / MICRO),
      ...(index === 0 && { markLine: markLine(marks, stands.length, scheme) }),
    })),
  };
};

/** The item's place by day, the first one on top; a gap where it had none. */
export const placeOption = ({ history: { stands }, question: { limit } }: Blame, scheme: Scheme): Option => {
  const deepest = Math.max(limit, ...stands.map(({ rank = 1 }) => rank));
  return {
    animation: false,
    grid: gridOf(12),
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (rank: number | null) => (rank === null ? 'no place' : `place ${rank}`),
    },
    xAxis: { type: 'category', data: dayLabels(stands), axisTick: { show: false } },
    yAxis: {
      type: 'value',
      inverse: true,
      min: 1,
      max: Math.max(2, deepest),
      minInterval: 1,
      splitNumber: 3,
    },
    series: [
      {
        name: 'Place',
        type: 'line',
        step: 'end',
        symbol: 'circle',
        symbolSize: 6,
        color: series[scheme][1],
        lineStyle: { width: 2.5 },
        data: stands.map(({ rank }) => rank ?? null),
        markLine: {
          symbol: 'none',
          silent: true,
          data: [
            {
              yAxis: limit + 0.5,
              lineStyle: { color: inkOf(scheme), type: 'dotted' },
              label: { show: false },
            },
          ].filter(() => deepest > limit),
        },
      },
    ],
  };
};
