import { palette, series, surface } from '../../look/palette.ts';
import { againstText, choiceText, figureText } from './safety-words.ts';
import type { ShownPoint } from './safety-view.ts';

type Scheme = 'light' | 'dark';
type Option = Record<string, unknown>;

const FRONT = 'Nothing is better in both';
/** Of points and their ring, in px: large enough for a finger that helps itself to the nearest one. */
const SIZE = 13;
const CHOSEN_SIZE = 20;
/** Of points that another one beats in both. */
const FAINT = 0.55;

const ink = (scheme: Scheme): string => (scheme === 'dark' ? palette.dark[0] : palette.gray[8]);
const powersIn = (shown: readonly ShownPoint[]): readonly number[] => [
  ...new Set(shown.map(({ point }) => point.power)),
];

/** Tomato is for what is wrong; nothing is here. */
const ORDER = [0, 3, 2, 4, 5] as const;
const colourOf = (index: number, scheme: Scheme): string => series[scheme][ORDER[index % ORDER.length] ?? 0];

/** What the colours mean. */
export const curveLegend = (shown: readonly ShownPoint[], scheme: Scheme) => [
  ...powersIn(shown).map((power, index) => ({ label: `Power ${power}`, colour: colourOf(index, scheme) })),
  { label: FRONT, colour: ink(scheme), isEmpty: true },
];

const pointOf = ({ id, x, y, point, isOnFront }: ShownPoint, isChosen: boolean, scheme: Scheme): Option => ({
  id,
  value: [x, y],
  symbol: point.inForce ? 'diamond' : 'circle',
  symbolSize: (isChosen ? CHOSEN_SIZE : SIZE) + (point.inForce ? 5 : 0),
  itemStyle: {
    borderColor: ink(scheme),
    borderWidth: isChosen ? 3 : point.inForce ? 2 : 0,
    opacity: isOnFront || isChosen || point.inForce ? 1 : FAINT,
  },
  label: {
    show: point.inForce,
    formatter: 'in force',
    position: 'bottom',
    color: ink(scheme),
    textBorderColor: surface[scheme],
    textBorderWidth: 3,
    fontWeight: 600,
  },
});

const lineOf = (power: number, index: number, { shown, chosen, scheme }: CurveDrawing): Option => ({
  name: `Power ${power}`,
  type: 'line',
  color: colourOf(index, scheme),
  lineStyle: { width: 1.5, opacity: 0.55 },
  z: 4,
  data: shown
    .filter(({ point }) => point.power === power)
    .map((one) => pointOf(one, one.id === chosen, scheme)),
});

const frontOf = ({ shown, scheme }: CurveDrawing): Option => ({
  name: FRONT,
  type: 'line',
  silent: true,
  symbol: 'none',
  color: ink(scheme),
  lineStyle: { width: 2, type: 'dashed' },
  z: 3,
  data: shown
    .filter(({ isOnFront }) => isOnFront)
    .sort((a, b) => a.x - b.x)
    .map(({ x, y }) => [x, y]),
});

const axis = (name: string, nameGap: number): Option => ({
  type: 'value',
  scale: true,
  splitNumber: 4,
  name,
  nameLocation: 'middle',
  nameGap,
  axisLabel: { formatter: figureText, hideOverlap: true },
});

export interface CurveDrawing {
  readonly shown: readonly ShownPoint[];
  /** Its id. */
  readonly chosen: string;
  readonly against: number;
  readonly limit: number;
  readonly scheme: Scheme;
}

const tipOf =
  ({ shown, against, limit }: CurveDrawing) =>
  (data: unknown): string => {
    const one = shown.find(({ id }) => id === idOf(data));
    if (!one) return '';
    return [
      `<b>${choiceText(one.point)}</b>${one.point.inForce ? ', in force' : ''}`,
      `NDCG@${limit} ${figureText(one.x)}, recall@${limit} ${figureText(one.figures.recall)}`,
      `Certified precision@${limit}: ${figureText(one.y)}`,
      `against ${againstText(against)}`,
    ].join('<br>');
  };

/** The id of the point that a drawing speaks of, if it is one. */
export const idOf = (data: unknown): string | undefined =>
  typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'string'
    ? data.id
    : undefined;

/** Accuracy to the right, safety upwards: a line a power, a point a clip, dashed where nothing is better in both. */
export const curveOption = (drawing: CurveDrawing): Option => ({
  animation: false,
  grid: {
    left: 34,
    right: 24,
    top: 28,
    bottom: 34,
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  },
  tooltip: {
    trigger: 'item',
    confine: true,
    formatter: ({ data }: { readonly data: unknown }) => tipOf(drawing)(data),
  },
  xAxis: axis(`Accuracy: NDCG@${drawing.limit}`, 30),
  yAxis: axis(`Safety: certified precision@${drawing.limit}`, 48),
  series: [frontOf(drawing), ...powersIn(drawing.shown).map((power, index) => lineOf(power, index, drawing))],
});
