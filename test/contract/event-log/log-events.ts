import { setTimeout } from 'node:timers/promises';
import type { EventOf } from '../../../services/contracts/events.ts';
import {
  ORIGIN,
  type Appended,
  type Conflict,
  type EventLog,
  type LogBatch,
  type Position,
} from '../../../services/platform/event-log/event-log.ts';

export const SOURCE = '/stands/hq';

type LogEvent = LogBatch['events'][number];

/** An order of one hot dog; about 300 bytes of JSON, as most events have. */
export const anEvent = (id: string, source = SOURCE): EventOf<'order.placed'> => ({
  specversion: '1.0',
  id,
  source,
  type: 'order.placed',
  time: '2026-11-20T12:00:00.000Z',
  subject: `orders/o-${id}`,
  data: {
    orderId: `o-${id}`,
    accountId: 'a-1',
    lines: [{ itemId: 'bcpcc-8', quantity: 1, unitPrice: 850 }],
    origin: { address: 'kJ2x0Qm4b1VtYw7ZpR9sNg' },
  },
});

/** `prefix-0`, `prefix-1`, … */
export const someEvents = (prefix: string, count: number, source = SOURCE) =>
  Array.from({ length: count }, (_, index) => anEvent(`${prefix}-${index}`, source));

export interface Read {
  readonly position: Position;
  readonly event: LogEvent;
}

export const entriesOf = (batch: LogBatch): readonly Read[] =>
  batch.events.map((event, index) => ({ position: batch.positionOf(index), event }));

/** The whole log, read in pages of `limit`. */
export const readAll = async (log: Pick<EventLog, 'read'>, limit = 1_000): Promise<readonly Read[]> => {
  const all: Read[] = [];
  let seen = ORIGIN;
  for (;;) {
    const batch = await log.read(seen, limit);
    if (batch.events.length === 0) return all;
    all.push(...entriesOf(batch));
    seen = batch.last;
  }
};

export const idsOf = (read: readonly Read[]): readonly string[] => read.map(({ event }) => event.id);

/** What an append did that met no conflict. */
export const appended = (outcome: Appended | Conflict): Appended => {
  if (outcome.outcome === 'appended') return outcome;
  throw new Error(`conflict: the source is at ${outcome.actual}`);
};

/** Follows until it has seen `count` events, or to the end; with `pause` it is slower than the log grows. */
export const follow = async (
  log: EventLog,
  after: Position,
  { count = Infinity, pause = 0, signal = new AbortController().signal } = {},
): Promise<readonly Read[]> => {
  const seen: Read[] = [];
  for await (const batch of log.follow(after, signal)) {
    seen.push(...entriesOf(batch));
    if (seen.length >= count) break;
    if (pause > 0) await setTimeout(pause);
  }
  return seen;
};
