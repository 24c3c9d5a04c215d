import { expect, test } from '@jest/globals';
import { waitingAge } from './waiting-age.ts';

test.each([
  [0, 'Fresh', 'relish'],
  [899, 'Fresh', 'relish'],
  [900, 'Waiting long', 'mustard'],
  [1_800, 'Waiting very long', 'tomato'],
  [2_700, 'Pick-up time is over', 'tomato'],
])('after %i of 2,700 s an order is: %s', (seconds, words, color) => {
  expect(waitingAge(seconds, 2_700)).toEqual({ words, color });
});

test('a pick-up time of nothing divides nothing', () => {
  expect(waitingAge(0, 0).words).toBe('Fresh');
});
