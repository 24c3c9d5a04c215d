import { expect, test } from '@jest/globals';
import { ArgumentError, parseArguments } from './parse-arguments.ts';

test('the hour is a minute at 100 orders a second unless told otherwise', () => {
  expect(parseArguments([])).toEqual({
    ...{ rate: 100, seconds: 60, seed: 1, people: 400, pickup: 5_000, replicas: 1, connections: 256 },
  });
  expect(parseArguments(['--minutes', '60', '--rate', '1000'])).toMatchObject({
    seconds: 3_600,
    people: 4_000,
  });
  expect(parseArguments(['--seconds', '6'])).toMatchObject({ pickup: 500 });
});

test.each([
  [['--rate', '0']],
  [['--rate', 'many']],
  [['--seconds', '5', '--minutes', '1']],
  [['--seed', '1.5']],
  [['--people', '0']],
])('%j is refused', (words) => {
  expect(() => parseArguments(words)).toThrow(ArgumentError);
});
