import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from './policy.ts';
import { riseOf, standingOf } from './standing.ts';

const TODAY = 20_000;

describe('the rise to established', () => {
  test('is on the fifth day with something taken home, or two weeks after the first', () => {
    expect(riseOf({ firstDay: -3, nthDay: 5 }, defaultPolicy)).toBe(11);
    expect(riseOf({ firstDay: -3, nthDay: 50 }, defaultPolicy)).toBe(50);
    expect(riseOf({ firstDay: -3, nthDay: undefined }, defaultPolicy)).toBeUndefined();
    expect(riseOf({ firstDay: undefined, nthDay: undefined }, defaultPolicy)).toBeUndefined();
  });
});

describe('standing', () => {
  test('is established from the day of the rise on', () => {
    expect(standingOf(TODAY, TODAY, false, false)).toBe('established');
    expect(standingOf(TODAY + 1, TODAY, false, false)).toBe('newcomer');
    expect(standingOf(undefined, TODAY, false, false)).toBe('newcomer');
  });

  test('is demoted only for those who have risen', () => {
    expect(standingOf(TODAY, TODAY, true, false)).toBe('demoted');
    expect(standingOf(TODAY + 1, TODAY, true, false)).toBe('newcomer');
  });

  test('is quarantined whatever the history', () => {
    expect(standingOf(TODAY, TODAY, true, true)).toBe('quarantined');
    expect(standingOf(undefined, TODAY, false, true)).toBe('quarantined');
  });
});
