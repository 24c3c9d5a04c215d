import { escapeHtml } from '../../abuse/evaluate/page/escape-html.ts';
import { STYLE } from '../../abuse/evaluate/page/style.ts';
import type { ReplicasFigures, SizeFigures } from './figures.ts';
import { conclusionsOf, growthTable, replicasTable, shortCount, shownFigure } from './show-growth.ts';
import { type Curve, lawOf } from './what-breaks.ts';

const WIDTH = 860;
const HEIGHT = 240;
const LEFT = 90;
const RIGHT = 24;
const TOP = 16;
const BOTTOM = 40;

/** Powers of ten that enclose the figures. */
const decades = (figures: readonly number[]): readonly number[] => {
  const low = Math.floor(Math.log10(Math.min(...figures)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...figures))));
  return Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
};

const scale = (ticks: readonly number[], from: number, to: number): ((figure: number) => number) => {
  const [low, high] = [Math.log10(ticks[0]!), Math.log10(ticks.at(-1)!)];
  return (figure) => Math.round(10 * (from + ((Math.log10(figure) - low) / (high - low)) * (to - from))) / 10;
};

/** One curve, both axes logarithmic: a straight line is a power law. */
const chart = ({ name, unit, points, limit }: Curve): string => {
  const xs = decades(points.map(([x]) => x));
  const ys = decades(points.map(([, y]) => y));
  const x = scale(xs, LEFT, WIDTH - RIGHT);
  const y = scale(ys, HEIGHT - BOTTOM, TOP);
  const grid = [
    ...xs.map(
      (tick) =>
        `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/><text class="tick" x="${x(tick)}" y="${HEIGHT - BOTTOM + 16}">${shortCount(tick)}</text>`,
    ),
    ...ys.map(
      (tick) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/><text class="row" x="${LEFT - 8}" y="${y(tick) + 4}">${shownFigure(tick, unit)}</text>`,
    ),
  ];
  const line = points.map(([px, py]) => `${x(px)},${y(py)}`).join(' ');
  const marks = points.map(
    ([px, py]) =>
      `<circle class="s2" cx="${x(px)}" cy="${y(py)}" r="5"><title>${shortCount(px)} events: ${shownFigure(py, unit)}</title></circle>`,
  );
  const told = limit ? ` Its limit: ${shownFigure(limit.value, unit)}, ${limit.why}.` : '';
  return `<h3>${escapeHtml(name)}</h3><p>Grows as events<sup>${lawOf({ points }).exponent.toFixed(2)}</sup>.${escapeHtml(told)}</p>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(name)} against events">${grid.join('')}<polyline class="s2" style="fill:none" points="${line}"/>${marks.join('')}<text class="axis" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}">events on the log</text></svg>`;
};

const tableOf = ([head = [], ...rows]: readonly (readonly string[])[]): string => {
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="scroll"><table><thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table></div>`;
};

/** The growth as one page that needs nothing else. */
export const renderGrowth = (
  sizes: readonly SizeFigures[],
  curves: readonly Curve[],
  replicas: readonly ReplicasFigures[],
): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>How Relish grows</title><style>${STYLE}</style></head>
<body>
<h1>How Relish grows</h1>
<p>Made-up orders of one line, placed and taken home, a tenth as many accounts as events, on the embedded log. Each figure is of a process of its own, which folds the log from its beginning. Exponents are those of the three largest sizes.</p>
${conclusionsOf(sizes, curves)
  .map((sentence) => `<p>${escapeHtml(sentence)}</p>`)
  .join('\n')}
${tableOf(growthTable(sizes, curves))}
<h2>Several on one machine</h2>
<p>Recommenders that fold the same log of ${shortCount(replicas[0]?.events ?? 0)} events from one Redis at the same time, then answer as fast as they can.</p>
${tableOf(replicasTable(replicas))}
${curves.map(chart).join('\n')}
</body>
</html>
`;
