import { describe, expect, it } from '@jest/globals';
import type { SourceEvent } from '../import/source-event.ts';
import { toBatches, type Batch } from './to-batches.ts';

const batchesOf = async (events: readonly SourceEvent[]): Promise<Batch[]> => {
  async function* stream(): AsyncGenerator<SourceEvent> {
    yield* events;
  }
  const batches: Batch[] = [];
  for await (const batch of toBatches(stream())) batches.push(batch);
  return batches;
};
const anEvent = (line: number, size = 10): SourceEvent => ({
  line,
  json: JSON.stringify('x'.repeat(size - 2)),
});

describe('toBatches', () => {
  it('fills batches of 1,000 events, in order, and says which line each came from', async () => {
    const batches = await batchesOf(Array.from({ length: 2_001 }, (_, index) => anEvent(index)));
    expect(batches.map(({ lines }) => lines.length)).toEqual([1_000, 1_000, 1]);
    expect(batches[1]?.lines[0]).toBe(1_000);
    expect(JSON.parse(batches[0]?.body ?? '')).toHaveLength(1_000);
  });

  it('counts bytes, not characters, and sends what is too large alone', async () => {
    const wide = { line: 2, json: JSON.stringify('€'.repeat(500_000)) };
    const huge = anEvent(3, 3_000_000);
    const batches = await batchesOf([anEvent(1), wide, { ...wide, line: 4 }, huge, anEvent(5)]);
    expect(batches.map(({ lines }) => lines)).toEqual([[1, 2], [4], [3], [5]]);
  });

  it('makes nothing of nothing', async () => {
    expect(await batchesOf([])).toEqual([]);
  });
});
