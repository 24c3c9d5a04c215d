import { MAX_BATCH_EVENTS } from '../../contracts/http/ingest.ts';
import type { SourceEvent } from '../import/source-event.ts';

/** The service takes 8 MB; small batches keep memory low and several of them under way. */
const MAX_BATCH_BYTES = 2_000_000;

export interface Batch {
  /** A JSON array of events. */
  readonly body: string;
  /** The line of the file that each event came from. */
  readonly lines: readonly number[];
}

/** Gathers events into batches of up to 1,000 events and about 2 MB. An event that is larger goes alone. */
export async function* toBatches(events: AsyncIterable<SourceEvent>): AsyncGenerator<Batch> {
  let jsons: string[] = [];
  let lines: number[] = [];
  let bytes = 0;
  const take = (): Batch => {
    const batch = { body: `[${jsons.join(',')}]`, lines };
    jsons = [];
    lines = [];
    bytes = 0;
    return batch;
  };
  for await (const { line, json } of events) {
    const size = Buffer.byteLength(json) + 1;
    const isFull = lines.length >= MAX_BATCH_EVENTS || bytes + size > MAX_BATCH_BYTES;
    if (isFull && lines.length > 0) yield take();
    jsons.push(json);
    lines.push(line);
    bytes += size;
  }
  if (lines.length > 0) yield take();
}
