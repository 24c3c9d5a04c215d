import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { IngestedEvent } from '../../../services/contracts/events.ts';
import { createRandom } from '../../../services/relish/create-random.ts';
import { wholeOrder } from '../../../services/relish/import/order-events.ts';
import { byTime } from './by-time.ts';
import type { DataSource } from './data-set.ts';

const REGULARS = 300;
/** The n-th regular comes with a weight of n to this power. */
const SKEW = -0.5;

export interface NamelessLine {
  readonly orderId: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly itemId: string;
  readonly quantity: number;
  readonly unitPrice?: number;
}

interface NamelessFile {
  readonly name: string;
  readonly path: string;
  /** Undefined for a row that is no line of an order. */
  readonly toLine: (row: Readonly<Record<string, string>>) => NamelessLine | undefined;
  /** Only orders from this instant on. */
  readonly from?: string;
}

async function* rowsOf(path: string): AsyncGenerator<Record<string, string>> {
  const parser = parse({ columns: true, bom: true, relax_column_count: true });
  pipeline(createReadStream(path), createGunzip(), parser, () => undefined);
  yield* parser;
}

/** The same draw for the same place in the history: a few come often, many now and then. */
const createRegulars = (seed: number, regulars: number): (() => string) => {
  const random = createRandom(seed);
  const weights = Array.from({ length: regulars }, (_, index) => (index + 1) ** SKEW);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let left = random() * total;
    return `regular-${weights.findIndex((weight) => (left -= weight) < 0)}`;
  };
};

const readOrders = async ({ path, toLine, from = '' }: NamelessFile) => {
  const orders = new Map<string, { readonly time: string; readonly lines: Map<string, NamelessLine> }>();
  for await (const row of rowsOf(path)) {
    const line = toLine(row);
    if (!line || line.time < from) continue;
    const order = orders.get(line.orderId) ?? { time: line.time, lines: new Map<string, NamelessLine>() };
    orders.set(line.orderId, order);
    if (!order.lines.has(line.itemId)) order.lines.set(line.itemId, line);
  }
  return [...orders].sort(([a, { time: x }], [b, { time: y }]) =>
    x === y ? (a < b ? -1 : 1) : x < y ? -1 : 1,
  );
};

/**
 * Real orders without customers: each goes to one of 300 made-up regulars, drawn with a fixed seed and weights
 * that fall off with the square root of their number. So what sells when is real, and nobody has a taste.
 */
export const namelessOrders = (file: NamelessFile): DataSource => ({
  name: file.name,
  load: async (accounts) => {
    if (!existsSync(file.path)) return { name: file.name, missing: `There is no file ${file.path}.` };
    const regulars = accounts === 0 ? REGULARS : Math.min(accounts, REGULARS);
    const draw = createRegulars(1, regulars);
    const events = (await readOrders(file)).flatMap(([orderId, { time, lines }]): IngestedEvent[] =>
      wholeOrder({
        source: `/imports/${file.name}`,
        orderId,
        accountId: draw(),
        time,
        lines: [...lines.values()].map(({ itemId, quantity, unitPrice }) => ({
          itemId,
          quantity,
          ...(unitPrice !== undefined && { unitPrice }),
        })),
      }),
    );
    return {
      name: file.name,
      events: events.toSorted(byTime),
      notes: [
        `the source names no customers: orders are dealt to ${regulars} made-up regulars (seed 1), so nobody has a taste`,
        ...(file.from === undefined ? [] : [`orders from ${file.from.slice(0, 10)} on`]),
      ],
    };
  },
});
