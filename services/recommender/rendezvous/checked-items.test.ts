import { describe, expect, test } from '@jest/globals';
import type { ModelRequest, RankedItem } from '../models/apart-model.ts';
import { checkedItems } from './checked-items.ts';

const request: ModelRequest = {
  ...{ requestId: 'r-1', position: '0'.repeat(16), accountId: 'me', limit: 2, onlyNew: true },
  history: [{ itemId: 'had', days: 1, last: 1 }],
  soldOut: ['gone'],
};
const reply = (...items: readonly RankedItem[]) => ({ requestId: 'r-1', accountId: 'me', items });
const check = (said: unknown) => checkedItems(said, request, (itemId) => itemId !== 'unknown');
const [a, b] = [
  { itemId: 'a', score: 1 },
  { itemId: 'b', score: 2 },
];

describe('what a model said', () => {
  test('is put in order, and whole where nothing had to be left out', () => {
    expect(check(reply(a, b))).toEqual({ items: [b, a], isWhole: true });
  });

  test.each(['had', 'gone', 'unknown', 'a'])('is not whole where %s had to be left out', (itemId) => {
    expect(check(reply(a, b, { itemId, score: 0 }))).toEqual({ items: [b, a], isWhole: false });
  });

  test.each<[string, unknown]>([
    ['garbage', 'no list'],
    ['scores that are no integers', reply({ itemId: 'a', score: 0.5 })],
    ['of another request', { ...reply(a), requestId: 'r-2' }],
    ['for another account', { ...reply(a), accountId: 'you' }],
    ['nothing that can be recommended', reply({ itemId: 'gone', score: 1 })],
  ])('is no answer if it is %s', (_, said) => {
    expect(() => check(said)).toThrow(expect.objectContaining({ name: 'NoAnswer' }));
  });
});
