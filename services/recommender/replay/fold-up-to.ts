import type { EventLog, LogBatch, Position } from '../../platform/event-log/event-log.ts';
import { applyInSlices } from './follower.ts';
import type { RecommenderState } from './recommender-state.ts';

/** Events that are read at once: what models said is up to 2 kB each, and parsing them is a turn of its own. */
const PAGE = 1_000;

/** The part of a batch up to and including `position`. */
const upTo = (batch: LogBatch, position: Position): LogBatch => {
  if (batch.last <= position) return batch;
  let count = 0;
  while (count < batch.events.length && batch.positionOf(count) <= position) count++;
  return {
    events: batch.events.slice(0, count),
    positionOf: (index) => batch.positionOf(index),
    last: position,
  };
};

interface FoldOptions {
  /** Hears after each page how far the log is read. */
  readonly onProgress?: (reached: Position) => void;
  readonly stop?: AbortSignal;
}

/**
 * Folds a state, empty or from a snapshot, up to a position of the log, in slices.
 * @throws the reason of `stop` when it aborts
 */
export const foldUpTo = async (
  log: Pick<EventLog, 'read'>,
  state: RecommenderState,
  position: Position,
  { onProgress, stop }: FoldOptions = {},
): Promise<void> => {
  let after = state.position;
  while (after < position) {
    stop?.throwIfAborted();
    // No position holds two events: so many are enough, and less is read where positions are near.
    const most = Math.min(PAGE, Number(position) - Number(after));
    const batch = upTo(await log.read(after, most), position);
    await applyInSlices(state, batch);
    after = batch.last;
    onProgress?.(after);
  }
};
