import { describe, expect, test } from '@jest/globals';
import { aProfile, strengthOf, type Visits, watchful } from '../../../../test/builders/a-profile.ts';
import { seeded } from '../../../../test/builders/seeded.ts';
import { defaultPolicy } from '../policy.ts';
import { uniformity } from './uniformity.ts';

const ITEMS = 12;
const days = Array.from({ length: 90 }, (_, ago) => ago);
const drawing = (draw: (random: () => number) => number, seed: number): Visits => {
  const random = seeded(seed);
  return days.map((ago) => [ago, [Math.floor(draw(random) * ITEMS)]] as const);
};
const strength = (visits: Visits) => strengthOf(uniformity(aProfile(visits), undefined, watchful));
const isReported = (visits: Visits) => uniformity(aProfile(visits), undefined, defaultPolicy) !== undefined;

describe('uniformity', () => {
  test('is choices as even as lots drawn', () => {
    const drawn = [1, 2, 3, 4, 5].filter((seed) => isReported(drawing((random) => random(), seed)));
    expect(drawn.length).toBeGreaterThanOrEqual(4);
    expect(isReported(days.map((ago) => [ago, [ago % ITEMS]] as const))).toBe(true);
  });

  test('is nothing about who has favourites, however many kinds they try', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(strength(drawing((random) => random() ** 2.5, seed))).toBeLessThan(0.1);
    }
  });

  test('is nothing about who takes everything there is, or everything once or twice', () => {
    const menu = Array.from({ length: ITEMS }, (_, item) => item);
    expect(strength(days.map((ago) => [ago, menu] as const))).toBe(0);
    expect(strength(days.slice(0, 2 * ITEMS).map((ago) => [ago, [ago % ITEMS]] as const))).toBe(0);
    expect(strength([])).toBe(0);
  });

  test('is nothing about a handful of items: a standing order is no lottery', () => {
    expect(strength(days.map((ago) => [ago, [ago % 5]] as const))).toBe(0);
    expect(strength(days.map((ago) => [ago, [ago % 6]] as const))).toBeGreaterThan(0.9);
  });
});
