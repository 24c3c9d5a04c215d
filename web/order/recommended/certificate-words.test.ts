import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../services/contracts/http/answers.ts';
import { itemPromise, listPromise, remainingWords } from './certificate-words.ts';

type Listed = Pick<Answer, 'certificate' | 'items'>;

const anItem = (accounts: number, newcomerProof: boolean): Answer['items'][number] => ({
  itemId: `i-${accounts}`,
  score: 1,
  parts: { own: 0, established: 1, newcomers: 0 },
  supporters: 1,
  certificate: { accounts, newcomerProof },
});

const aList = (set: number, { proof = false, waived = false, days = 14 } = {}): Listed => ({
  items: [anItem(set + 5, proof), anItem(set, proof)],
  certificate: {
    set,
    waived,
    price: { accounts: set, established: set, days, amount: 29_700 },
    remaining: [
      { accounts: 1, items: 2 },
      { accounts: 10, items: 1 },
      { accounts: 50, items: 0 },
    ],
  },
});

describe('what a list promises', () => {
  test('is what it takes to change it, and the price', () => {
    expect(listPromise(aList(9))).toEqual({
      tone: 'kept',
      words: 'It would take at least 9 accounts to push anything off your list — about 14 days and $297.',
    });
  });

  test('needs no days where accounts need no age', () => {
    expect(listPromise(aList(9, { days: 0 })).words).toContain('off your list — about $297.');
  });

  test('says so when new accounts can’t do anything', () => {
    expect(listPromise(aList(9, { proof: true })).words).toMatch(
      /^No number of new accounts can move it\. It/,
    );
  });

  test('admits that one account is enough', () => {
    expect(listPromise(aList(1)).words).toMatch(/^One account could push the weakest item off your list/);
  });

  test('is nothing while the shop is new, and nothing without a certificate', () => {
    expect(listPromise(aList(9, { waived: true }))).toMatchObject({
      tone: 'none',
      words: expect.stringMatching(/shop is new: no promise yet/),
    });
    expect(listPromise(aList(0))).toMatchObject({
      tone: 'none',
      words: expect.stringMatching(/^No promise/),
    });
  });
});

describe('what remains of a list', () => {
  test('is told for the strongest attack that leaves something', () => {
    expect(remainingWords(aList(2))).toBe(
      '1 of its 2 would stay even against 10 accounts made for the purpose.',
    );
  });

  test('isn’t told when it says no more than the promise itself', () => {
    expect(remainingWords(aList(10))).toBeUndefined();
    expect(remainingWords(aList(2, { waived: true }))).toBeUndefined();
  });
});

describe('what an item’s place promises', () => {
  test.each([
    [anItem(9, false), false, 'kept', 'It takes at least 9 accounts to push it off your list'],
    [anItem(1, false), false, 'kept', 'One account could push it off your list'],
    [anItem(12, true), false, 'kept', 'No number of new accounts can move it; it takes at least 12 regulars'],
    [anItem(0, false), false, 'none', 'No promise'],
    [anItem(12, true), true, 'none', 'No promise yet'],
  ] as const)('%#', (item, waived, tone, words) => {
    expect(itemPromise(item, waived)).toEqual({ tone, words });
  });
});
