import { expect, test } from '@jest/globals';
import { seeded } from '../../../test/builders/seeded.ts';
import { NONE } from './day-counts.ts';
import { PairTable } from './pair-table.ts';

test('gives each pair a number of its own, through every growth', () => {
  const table = new PairTable();
  const random = seeded(7);
  const known = new Map<string, number>();
  const wrong: string[] = [];
  // More than the first 4,096 slots hold at half load, several times over; near and far numbers.
  for (let step = 0; step < 20_000; step++) {
    const far = random() < 0.1 ? 1_000_000 : 1;
    const [account, item] = [Math.floor(random() * 150) * far, Math.floor(random() * 90) * far];
    const key = `${account}/${item}`;
    const expected = known.get(key);
    if (table.find(account, item) !== (expected ?? NONE)) wrong.push(`found ${key}`);
    const pair = table.intern(account, item);
    if (pair !== (expected ?? known.size)) wrong.push(`interned ${key}`);
    known.set(key, pair);
  }
  for (const [key, pair] of known) {
    if (`${table.account.data[pair]!}/${table.item.data[pair]!}` !== key) wrong.push(`kept ${key}`);
  }
  expect(wrong).toEqual([]);
  expect(known.size).toBeGreaterThan(8_192);
  expect(table.size).toBe(known.size);
});
