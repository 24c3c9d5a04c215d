import { describe, expect, test } from '@jest/globals';
import { aCrowd, aProfile, DAY, strengthOf } from '../../../../test/builders/a-profile.ts';
import { defaultPolicy } from '../policy.ts';
import { flooding } from './flooding.ts';

const taking = (...counts: readonly (readonly [daysAgo: number, orders: number])[]) =>
  aProfile([], { taken: counts.map(([ago, count]) => ({ day: DAY - ago, count })) });
const notice = (profile: ReturnType<typeof aProfile>) => flooding(profile, undefined, defaultPolicy);

describe('flooding', () => {
  test('is nothing about a lunch a day, a lunch for forty, or forty of these', () => {
    expect(notice(aProfile())).toBeUndefined();
    expect(notice(taking([0, 1], [1, 1], [2, 1]))).toBeUndefined();
    expect(notice(taking([0, 40]))).toBeUndefined();
    // The bulk buyer of every working day is as busy as last week.
    const week = [0, 1, 2, 3, 4].flatMap((day) => [[day, 40] as const, [day + 7, 40] as const]);
    expect(notice(taking(...week))).toBeUndefined();
  });

  test('is far more in a week than ever before, and more than forty', () => {
    const found = flooding(taking([1, 300], [20, 5]), aCrowd({ usualOrders: () => 6 }), defaultPolicy);
    expect(found?.facts).toEqual({ days: 7, ordersTaken: 300, mostBefore: 5, crowdOrders: 6 });
    expect(strengthOf(found)).toBeCloseTo(1 - 40 / 300, 5);
  });

  test('begins at twice the record, and the crowd changes nothing in that', () => {
    expect(notice(taking([0, 199], [7, 100]))).toBeUndefined();
    expect(strengthOf(notice(taking([0, 200], [7, 100])))).toBe(0.5);
    const busy = flooding(taking([0, 200]), aCrowd({ usualOrders: () => 10_000 }), defaultPolicy);
    expect(busy?.strength).toBe(notice(taking([0, 200]))?.strength);
  });
});
