import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../../test/builders/runs.ts';
import { PackedRows } from './packed-rows.ts';

const ROWS = 6;
/** With 28 bits for votes four are left for columns: 40 of them need three blocks. */
const COLUMNS = 40;
const VOTE_BITS = 28;

type Entry = readonly [row: number, column: number, vote: number];

const entries = fc.uniqueArray(
  fc.tuple(fc.nat(ROWS - 1), fc.nat(COLUMNS - 1), fc.integer({ min: 1, max: 2 ** VOTE_BITS - 1 })),
  { selector: ([row, column]) => row * COLUMNS + column, maxLength: 120 },
);

const pack = (told: readonly Entry[]): PackedRows =>
  new PackedRows(ROWS, COLUMNS, VOTE_BITS, (visit) => {
    for (const entry of told) visit(...entry);
  });

const byPlace = ([a, b]: Entry, [c, d]: Entry): number => a - c || b - d;

describe('packed rows', () => {
  test('tell again what they were told, in any number of blocks', () => {
    fc.assert(
      fc.property(entries, (told) => {
        const again: Entry[] = [];
        pack(told).visit((...entry) => again.push(entry));
        expect(again.sort(byPlace)).toEqual(told.toSorted(byPlace));
      }),
      runs(100),
    );
  });

  test('an entry is its column within its block, and its vote', () => {
    const { blocks, columnBits } = pack([[2, 35, 7]]);
    expect({ columnBits, blocks: blocks.length }).toEqual({ columnBits: 4, blocks: 3 });
    const { starts, entries: held } = blocks[2]!;
    expect([...starts]).toEqual([0, 0, 0, 1, 1, 1, 1]);
    expect(held[0]! >>> VOTE_BITS).toBe(35 - 32);
    expect(held[0]! & (2 ** VOTE_BITS - 1)).toBe(7);
  });
});
