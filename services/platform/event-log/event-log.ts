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

/** What the caller believes to be the last event of a source; `ORIGIN` for none. */
export interface Expected {
  readonly source: string;
  readonly position: Position;
}

/** A run of the log in order. Positions are made on demand: a fold seldom asks for them. */
export interface LogBatch {
  readonly events: readonly RelishEvent[];
  positionOf(index: number): Position;
  /** The stream that an event is in, if what was read has several. */
  streamOf?(index: number): string | undefined;
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
   * event of `expected.source`: optimistic concurrency for one writer's stream. An append of nothing resolves when all
   * that was there before is durable.
   * @throws AppError 503 `log-closed`, or `log-unwritable`: then the events may be there after the next start, and
   *   sending them again is safe
   */
  append(
    events: readonly RelishEvent[],
    options?: { readonly expected?: Expected },
  ): Promise<Appended | Conflict>;
  /**
   * Up to `limit` events after `after`, in order. Fewer need not mean the head, because what one read holds in
   * memory is bounded: only an empty batch (its `last` is `after`) does.
   */
  read(after: Position, limit: number): Promise<LogBatch>;
  /** The position of the last durable event, as far as this process knows. */
  head(): Position;
  /** Since when the log can't be reached, in milliseconds since 1970; undefined while it can. */
  awaySince(): number | undefined;
  /** Every event after `after`, then each new one as it becomes durable, until `signal` aborts or the log closes. */
  follow(after: Position, signal: AbortSignal): AsyncIterable<LogBatch>;
}
