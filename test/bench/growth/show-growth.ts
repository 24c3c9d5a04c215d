import type { ReplicasFigures, SizeFigures } from './figures.ts';
import { type Curve, lawOf, whatBreaks } from './what-breaks.ts';

export const shortCount = (count: number): string => {
  if (count >= 1e12) return 'over a million million';
  if (count >= 1e9) return `${(count / 1e9).toPrecision(3)} billion`;
  if (count >= 1e6) return `${(count / 1e6).toPrecision(3)} million`;
  return Math.round(count).toLocaleString('en');
};

export const shownFigure = (figure: number, unit: string): string =>
  `${figure >= 1_000 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3)}${unit === '' ? '' : ` ${unit}`}`;

const bytesAnEvent = ({ events, write }: SizeFigures): string => (write.diskBytes / events).toFixed(0);

const facts = (sizes: readonly SizeFigures[]): readonly string[] => {
  const last = sizes.at(-1)!;
  const perEvent = (bytes: number) => (bytes / last.events).toFixed(0);
  return [
    `Bytes an event on disk: ${sizes.map((size) => bytesAnEvent(size)).join(', ')}.`,
    `Bytes an event in memory at ${shortCount(last.events)}: recommender ${perEvent(last.recommender.heapBytes)}, ordering ${perEvent(last.ordering.heapBytes)}.`,
    `Folded at ${shortCount(last.events)}: recommender ${shortCount(last.events / last.recommender.foldSeconds)} events/s, ordering ${shortCount(last.events / last.ordering.foldSeconds)} events/s.`,
  ];
};

/** What follows from the figures, in sentences. */
export const conclusionsOf = (sizes: readonly SizeFigures[], curves: readonly Curve[]): readonly string[] => {
  const [first, ...rest] = whatBreaks(curves);
  const told = ({ name, why, events }: NonNullable<typeof first>) =>
    `${name} reaches ${why} at about ${shortCount(events)} events`;
  return [
    ...facts(sizes),
    ...(first
      ? [
          `What breaks first, if each goes on as at its three largest sizes, and at least in proportion: ${told(first)}.`,
        ]
      : []),
    ...(rest.length > 0 ? [`Then: ${rest.map(told).join('; ')}.`] : []),
  ];
};

/** The curves as a table: a row a figure, a column a size, and the exponent of growth. */
export const growthTable = (
  sizes: readonly SizeFigures[],
  curves: readonly Curve[],
): readonly (readonly string[])[] => [
  ['events', ...sizes.map(({ events }) => shortCount(events)), 'exponent'],
  ['accounts', ...sizes.map(({ accounts }) => shortCount(accounts)), ''],
  ...curves.map((curve) => [
    curve.name,
    ...curve.points.map(([, y]) => shownFigure(y, curve.unit)),
    lawOf(curve).exponent.toFixed(2),
  ]),
];

/** Replicas of the recommender that share a machine and a Redis: a column a number of them. */
export const replicasTable = (found: readonly ReplicasFigures[]): readonly (readonly string[])[] => [
  ['recommenders at once', ...found.map(({ replicas }) => String(replicas))],
  ['all have folded', ...found.map(({ seconds }) => shownFigure(seconds, 's'))],
  ['events/s, all together', ...found.map((of) => shortCount((of.replicas * of.events) / of.seconds))],
  ['answers/s, all together', ...found.map(({ answersPerSecond }) => shortCount(answersPerSecond))],
  ['resident memory, together', ...found.map(({ rssBytes }) => shownFigure(rssBytes / 1e9, 'GB'))],
];

const shownTable = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.map(([name = '', ...cells]) => name.padEnd(36) + cells.map((cell) => cell.padStart(17)).join(''));

/** For the terminal. */
export const showGrowth = (
  sizes: readonly SizeFigures[],
  curves: readonly Curve[],
  replicas: readonly ReplicasFigures[],
): string =>
  [
    ...shownTable(growthTable(sizes, curves)),
    '',
    ...shownTable(replicasTable(replicas)),
    '',
    ...conclusionsOf(sizes, curves),
  ].join('\n');
