import { counted, votes } from '../../look/format.ts';
import { palette, series } from '../../look/palette.ts';
import { itemLabel } from '../items/item-label.ts';
import type { Certificate } from './explain-certificate.ts';

type Scheme = 'light' | 'dark';
type Rival = Certificate['ranking'][number];
type Part = keyof Rival['parts'];

const MICRO = 1_000_000;
const MISSING = 'Missing to draw level';
const parts: readonly (readonly [part: Part, label: string])[] = [
  ['established', 'Established accounts'],
  ['newcomers', 'Newcomers'],
  ['own', 'The account’s own history'],
];

const colours = (scheme: Scheme): Readonly<Record<Part, string>> => {
  const [relish, , mustard, blue] = series[scheme];
  return { established: relish, newcomers: mustard, own: blue };
};

const inkOf = (scheme: Scheme): string => (scheme === 'dark' ? palette.dark[1] : palette.gray[7]);

/** The account's own history only shows where an account asks. */
const partsIn = ({ ranking }: Certificate) =>
  parts.filter(([part]) => part !== 'own' || ranking.some((rival) => rival.parts.own > 0));

/** What the colours of the bars mean. */
export const rankingLegend = (certificate: Certificate, scheme: Scheme) => [
  ...partsIn(certificate).map(([part, label]) => ({ label, colour: colours(scheme)[part] })),
  { label: MISSING, colour: inkOf(scheme), isEmpty: true },
];

/** How many accounts a rival needs to pass the item, in a table's cell. */
export const toPass = (rival: Rival, { itemId, rank = Infinity }: Certificate): string => {
  if (rival.itemId === itemId) return 'this one';
  return rival.rank < rank ? 'ahead' : counted(rival.accountsToPass, 'account');
};

const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const bar = (name: string) => ({ name, type: 'bar', stack: 'score', barMaxWidth: 22 });

/** What each rival lacks, as an empty end of its bar: all of them reach up to the item asked about. */
const gapSeries = (rivals: readonly Rival[], ink: string) => ({
  ...bar(MISSING),
  color: 'transparent',
  itemStyle: { borderColor: ink, borderType: 'dashed', borderWidth: 1 },
  label: {
    show: true,
    position: 'right',
    color: ink,
    formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
      const rival = rivals[dataIndex];
      return rival && rival.gap > 0 ? counted(rival.accountsToPass, 'account') : '';
    },
  },
  data: rivals.map(({ gap }) => (gap > 0 ? gap / MICRO : null)),
});

/** The ranking as bars: whose votes make each score. The item asked about is marked. */
export const rankingOption = (
  certificate: Certificate,
  scheme: Scheme,
  isNarrow: boolean,
): Record<string, unknown> => {
  // ECharts draws the first category at the bottom.
  const rivals = certificate.ranking.toReversed();
  const ink = inkOf(scheme);
  const name = (rival: Rival) => shorten(itemLabel(rival), isNarrow ? 14 : 34);
  const value = (score: number | null) => votes(Math.round((score ?? 0) * MICRO));
  return {
    animation: false,
    grid: {
      left: 4,
      right: isNarrow ? 72 : 84,
      top: 4,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: value, confine: true },
    xAxis: { type: 'value', splitNumber: 4 },
    yAxis: {
      type: 'category',
      data: rivals.map(name),
      axisTick: { show: false },
      axisLabel: {
        color: (_: string, index: number) =>
          rivals[index]?.itemId === certificate.itemId ? series[scheme][1] : ink,
      },
    },
    series: [
      ...partsIn(certificate).map(([part, label]) => ({
        ...bar(label),
        color: colours(scheme)[part],
        data: rivals.map((rival) => rival.parts[part] / MICRO),
      })),
      gapSeries(rivals, ink),
    ],
  };
};
