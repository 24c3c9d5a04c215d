import { describe, expect, test } from '@jest/globals';
import { defaultPolicy } from './policy.ts';
import { establishedFrom, standingOf } from './standing.ts';

const TODAY = 20_000;
const standing = (days: number, firstDay: number | undefined, isOut = false) =>
  standingOf({ days, firstDay }, isOut, TODAY, defaultPolicy);

describe('standing', () => {
  test('is established after five days of fulfilled orders, the first two weeks ago', () => {
    expect(standing(5, TODAY - 14)).toBe('established');
    expect(standing(5, TODAY - 13)).toBe('newcomer');
    expect(standing(4, TODAY - 400)).toBe('newcomer');
    expect(standing(500, TODAY)).toBe('newcomer');
    expect(standing(0, undefined)).toBe('newcomer');
  });

  test('is quarantined whatever the history', () => {
    expect(standing(50, TODAY - 400, true)).toBe('quarantined');
    expect(standing(0, undefined, true)).toBe('quarantined');
  });

  test('of a policy that asks for no days still takes a first one', () => {
    const open = { ...defaultPolicy, standing: { ...defaultPolicy.standing, days: 0, age: 0 } };
    expect(standingOf({ days: 0, firstDay: undefined }, false, TODAY, open)).toBe('newcomer');
    expect(standingOf({ days: 1, firstDay: TODAY }, false, TODAY, open)).toBe('established');
  });

  test('is known beforehand', () => {
    expect(establishedFrom({ days: 5, firstDay: -3 }, defaultPolicy)).toBe(11);
    expect(establishedFrom({ days: 4, firstDay: -3 }, defaultPolicy)).toBeUndefined();
  });
});
