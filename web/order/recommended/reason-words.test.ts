import { describe, expect, test } from '@jest/globals';
import { reasonWords } from './reason-words.ts';

const item = (own: number, supporters: number) => ({
  parts: { own, established: supporters * 1_000_000, newcomers: 0 },
  supporters,
});

describe('the reason of a recommendation', () => {
  test.each([
    ['peers', item(0, 14), '14 colleagues who eat like you like it'],
    ['peers', item(0, 1), 'A colleague who eats like you likes it'],
    ['peers', item(3_300_000, 2), 'You’ve had it before. 2 colleagues who eat like you like it'],
    ['peers', item(10_000_000, 0), 'You’ve had it often'],
    ['popular', item(0, 23), 'Popular here: 23 colleagues like it'],
    ['popular', item(0, 1), 'Popular here: 1 colleague likes it'],
    ['peers', item(0, 0), 'New here: nobody has said much about it yet'],
  ] as const)('%s', (basis, reasoned, words) => {
    expect(reasonWords(reasoned, basis)).toBe(words);
  });

  test('of a model that counts no votes doesn’t count any', () => {
    for (const basis of ['cooccurrence', 'ease', 'remote'] as const)
      expect(reasonWords(item(0, 0), basis)).toBe('Goes with what you’ve had');
  });

  test('of the naive model doesn’t pretend that anybody liked it', () => {
    expect(reasonWords(item(0, 40), 'naive')).toBe('Ordered a lot, picked up or not');
  });
});
