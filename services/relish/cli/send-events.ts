import type { IngestResult } from '../../contracts/http/ingest.ts';
import { createCounter } from '../import/counter.ts';
import type { SourceEvent } from '../import/source-event.ts';
import { toBatches, type Batch } from './to-batches.ts';

/** Enough to keep the service busy while the next batch is read; not so many that they queue up there. */
const MAX_IN_FLIGHT = 3;

/** What became of the events so far. All that is counted here is acknowledged, and so durable. */
export interface Delivery {
  sent: number;
  accepted: number;
  duplicates: number;
  refused: number;
  readonly problems: ReturnType<typeof createCounter>;
  /** Holds all that was accepted; undefined until the first answer. */
  position: string | undefined;
}

export const createDelivery = (): Delivery => ({
  sent: 0,
  accepted: 0,
  duplicates: 0,
  refused: 0,
  problems: createCounter(),
  position: undefined,
});

const note = (delivery: Delivery, { lines }: Batch, result: IngestResult): void => {
  delivery.sent += lines.length;
  delivery.accepted += result.accepted;
  delivery.duplicates += result.duplicates;
  delivery.refused += result.rejected.length;
  for (const { index, problem } of result.rejected) {
    delivery.problems.add(problem.code, lines[index] ?? 0, problem.detail);
  }
  if (result.position > (delivery.position ?? '')) delivery.position = result.position;
};

/**
 * Sends events in batches, a few at a time, and notes in `delivery` what became of them. Stops reading when
 * `stop` aborts or a batch fails for good, and returns when what is under way has been answered.
 * @throws what made a batch, or the reading, fail for good; not because of `stop`
 */
export const sendEvents = async (
  events: AsyncIterable<SourceEvent>,
  post: (body: string) => Promise<IngestResult>,
  delivery: Delivery,
  stop: AbortSignal,
): Promise<void> => {
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const deliver = async (batch: Batch): Promise<void> => {
    try {
      note(delivery, batch, await post(batch.body));
    } catch (error) {
      failures.push(error);
    }
  };
  const isOver = () => stop.aborted || failures.length > 0;
  try {
    for await (const batch of toBatches(events)) {
      if (isOver()) break;
      const sending = deliver(batch).finally(() => inFlight.delete(sending));
      inFlight.add(sending);
      if (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
    }
  } catch (error) {
    failures.push(error);
  }
  await Promise.all(inFlight);
  if (failures.length > 0 && !stop.aborted) throw failures[0];
};
