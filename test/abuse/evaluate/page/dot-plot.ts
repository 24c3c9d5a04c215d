import type { Interval } from '../../measures/interval.ts';
import { escapeHtml } from './escape-html.ts';

/** One figure in a row; series decide colour and shape. */
export interface Mark {
  readonly series: string;
  readonly interval: Interval;
  /** Said when somebody points at it. */
  readonly title: string;
}

interface DotPlot {
  /** What a screen reader says of the whole chart. */
  readonly label: string;
  /** Series in the order of their shapes. */
  readonly series: readonly string[];
  readonly rows: readonly { readonly name: string; readonly marks: readonly Mark[] }[];
  readonly axis: Axis;
}

export interface Axis {
  readonly title: string;
  readonly ticks: readonly number[];
  readonly format: (figure: number) => string;
  readonly isLogarithmic?: boolean;
}

const WIDTH = 860;
const LEFT = 170;
const RIGHT = 24;
const ROW = 30;
const TOP = 8;
const BOTTOM = 44;

/** Each recommender has its own shape, so that colour isn't needed to tell them apart. */
const shapes: readonly ((x: number, y: number) => string)[] = [
  (x, y) =>
    `<path d="M${x - 4.5} ${y - 4.5}L${x + 4.5} ${y + 4.5}M${x - 4.5} ${y + 4.5}L${x + 4.5} ${y - 4.5}"/>`,
  (x, y) => `<path d="M${x} ${y - 5.5}L${x + 5.5} ${y + 4.5}H${x - 5.5}Z"/>`,
  (x, y) => `<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9"/>`,
  (x, y) => `<path d="M${x} ${y + 5.5}L${x + 5.5} ${y - 4.5}H${x - 5.5}Z"/>`,
  (x, y) => `<path d="M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z" class="hollow"/>`,
  (x, y) => `<circle cx="${x}" cy="${y}" r="5.5"/>`,
];

export const shapeOf = (series: number, x: number, y: number): string =>
  `<g class="s${series}">${shapes[series]?.(x, y) ?? ''}</g>`;

const scaleOf = ({ ticks, isLogarithmic = false }: Axis): ((figure: number) => number) => {
  const to = (figure: number): number => (isLogarithmic ? Math.log10(Math.max(figure, 1e-9)) : figure);
  const [low, high] = [to(ticks[0] ?? 0), to(ticks.at(-1) ?? 1)];
  return (figure) => {
    const share = (to(figure) - low) / (high - low);
    return Math.round(10 * (LEFT + Math.min(1, Math.max(0, share)) * (WIDTH - LEFT - RIGHT))) / 10;
  };
};

const axisLines = (axis: Axis, x: (figure: number) => number, height: number): string =>
  axis.ticks
    .map(
      (tick) =>
        `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP}" y2="${height - BOTTOM}"/>` +
        `<text class="tick" x="${x(tick)}" y="${height - BOTTOM + 16}">${escapeHtml(axis.format(tick))}</text>`,
    )
    .join('');

/** Rows of dots with whiskers of 95 %: one row an attack, one shape a recommender. */
export const dotPlot = ({ label, series, rows, axis }: DotPlot): string => {
  const height = TOP + rows.length * ROW + BOTTOM;
  const x = scaleOf(axis);
  const drawMark = ({ series: name, interval: { mean, half }, title }: Mark, top: number): string => {
    const index = series.indexOf(name);
    // Side by side: what is equal must not hide what lies beneath.
    const y = top + ROW / 2 + (index - (series.length - 1) / 2) * 4;
    const whisker = half
      ? `<line class="s${index}" x1="${x(mean - half)}" x2="${x(mean + half)}" y1="${y}" y2="${y}"/>`
      : '';
    return `<g><title>${escapeHtml(title)}</title>${whisker}${shapeOf(index, x(mean), y)}</g>`;
  };
  const drawn = rows.map(({ name, marks }, row) => {
    const top = TOP + row * ROW;
    const stripe =
      row % 2 === 0 ? `<rect class="stripe" x="0" y="${top}" width="${WIDTH}" height="${ROW}"/>` : '';
    const text = `<text class="row" x="${LEFT - 14}" y="${top + ROW / 2 + 4}">${escapeHtml(name)}</text>`;
    return { stripe, rest: text + marks.map((mark) => drawMark(mark, top)).join('') };
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(label)}">`,
    ...drawn.map(({ stripe }) => stripe),
    axisLines(axis, x, height),
    ...drawn.map(({ rest }) => rest),
    `<text class="axis" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${height - 8}">${escapeHtml(axis.title)}</text></svg>`,
  ].join('');
};
