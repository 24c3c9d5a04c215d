import type { RelishEvent } from '../../contracts/events.ts';

/** A place in the log: 16 digits, so that positions sort as strings. `ORIGIN` is before the first event. */
export type Position = string;
export const ORIGIN: Position = '0'.padStart(16, '0');

/** What one append did with each event, in the order given. */
export interface Appended {
  readonly outcome: 'appended';
  /** Of each event; a duplicate's is that of the first of its (source, id). */
  readonly positions: readonly Position[];
  readonly duplicate: readonly boolean[];
}
/** Somebody else wrote to the source since `expected`; nothing was appended. */
export interface Conflict {
  readonly outcome: 'conflict';
  readonly actual: Position;
}

/** A run of the log in order. Positions are made on demand: a fold seldom asks for them. */
export interface LogBatch {
  readonly events: readonly RelishEvent[];
  positionOf(index: number): Position;
  /** Position of the last event of the batch. */
  readonly last: Position;
}

/**
 * The system of record: append-only, durable before it acknowledges, (source, id) unique.
 * One exported contract suite (`test/contract/event-log-contract.ts`) runs against every adapter.
 */
export interface EventLog extends AsyncDisposable {
  /**
   * Appends all events or none; resolves when they are durable. An event whose (source, id) is known is
   * not written again. With `expected`, nothing is written unless `expected.position` is that of the last
   * event of `expected.source` (`ORIGIN` for none): optimistic concurrency for one writer's stream.
   */
  append(
    events: readonly RelishEvent[],
    options?: { readonly expected?: { readonly source: string; readonly position: Position } },
  ): Promise<Appended | Conflict>;
  /** Up to `limit` events after `after`, in order; an empty batch (its `last` is `after`) at the head. */
  read(after: Position, limit: number): Promise<LogBatch>;
  /** The position of the last durable event. */
  head(): Position;
  /** Every event after `after`, then each new one as it becomes durable, until `signal` aborts. */
  follow(after: Position, signal: AbortSignal): AsyncIterable<LogBatch>;
}
