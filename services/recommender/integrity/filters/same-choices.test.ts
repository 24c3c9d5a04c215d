import { describe, expect, test } from '@jest/globals';
import { aCrowd, aProfile, strengthOf, watchful } from '../../../../test/builders/a-profile.ts';
import type { Alike } from '../crowd.ts';
import { defaultPolicy, ONE } from '../policy.ts';
import { sameChoices } from './same-choices.ts';

const profile = aProfile([
  [2, [1, 2, 3]],
  [1, [4]],
]);
const likeThese = (...likenesses: readonly number[]) => {
  const alike = likenesses.map((likeness, index): Alike => ({
    account: index + 1,
    items: 3,
    likeness: likeness * ONE,
  }));
  return aCrowd({ alike: () => alike });
};

describe('the same choices', () => {
  test('are a half for one account with the very same items, and surer with each other one', () => {
    expect(strengthOf(sameChoices(profile, likeThese(1), watchful))).toBe(0.5);
    expect(strengthOf(sameChoices(profile, likeThese(1, 1, 1), watchful))).toBe(0.75);
    expect(strengthOf(sameChoices(profile, likeThese(0.5), watchful))).toBeCloseTo(0.2, 6);
  });

  test('of a couple are not reported by default, those of three are', () => {
    expect(sameChoices(profile, likeThese(1), defaultPolicy)).toBeUndefined();
    expect(sameChoices(profile, likeThese(1, 0.9), defaultPolicy)).toEqual({
      code: 'same-choices',
      strength: 644_128,
      facts: {
        itemsTaken: 4,
        accountsAlike: 2,
        nearestShares: 3,
        nearestLikenessMillionths: ONE,
        identicalMillionths: 1_810_000,
      },
      accounts: [1, 2],
    });
  });

  test('name the nearest ten', () => {
    const many = likeThese(...Array.from({ length: 30 }, () => 0.5));
    expect(sameChoices(profile, many, defaultPolicy)?.accounts).toHaveLength(10);
  });

  test('are nothing to a policy from before there was the filter', () => {
    const { 'same-choices': _, ...filters } = defaultPolicy.filters;
    expect(sameChoices(profile, likeThese(1, 1, 1), { ...defaultPolicy, filters })).toBeUndefined();
  });

  test('are nothing without others', () => {
    expect(sameChoices(profile, undefined, watchful)).toBeUndefined();
    expect(sameChoices(profile, aCrowd(), watchful)).toBeUndefined();
  });
});
