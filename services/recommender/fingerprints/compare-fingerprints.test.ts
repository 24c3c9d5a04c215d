import { describe, expect, test } from '@jest/globals';
import { anOrder, daysAgo, TODAY } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import { seeded } from '../../../test/builders/seeded.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import { dayOfDate } from '../votes/event-time.ts';
import { compareFingerprints } from './compare-fingerprints.ts';
import { fingerprintOfDays } from './fingerprint-of-days.ts';

const today = dayOfDate(TODAY)!;

/** A quiet day: a hundred accounts take one of ten items each. */
const quietDay = (ago: number): readonly RelishEvent[] => {
  const random = seeded(ago);
  return Array.from(
    { length: 100 },
    (_, account) =>
      anOrder(`q-${ago}-${account}`)
        .by(`a-${account}`)
        .of(`i-${Math.floor(random() * 10)}`)
        .placedAt(daysAgo(ago))
        .fulfilled().events,
  ).flat();
};
/** The saboteur: one new account orders everything but one item, and cancels. */
const flood = (orders: number): readonly RelishEvent[] =>
  Array.from(
    { length: orders },
    (_, order) =>
      anOrder(`f-${order}`)
        .by('prankster')
        .of(`i-${order % 3}`)
        .cancelled().events,
  ).flat();

const compare = (events: readonly RelishEvent[], ago = 1) => {
  const state = fold(events);
  const day = (back: number) => fingerprintOfDays(state, today - back, today - back);
  return compareFingerprints(day(ago), day(0), [1, 1]);
};
const codes = (events: readonly RelishEvent[]) => compare(events).notable.map(({ code }) => code);

describe('two fingerprints', () => {
  test('of the same are alike', () => {
    const same = compare(quietDay(0), 0);
    expect(same).toMatchObject({ variation: 0, entropy: 0, movers: [], notable: [], ages: [0, 0, 0, 0, 0] });
  });

  test('of two quiet days differ as chance makes them', () => {
    const { variation, variationByChance, notable } = compare([
      ...quietDay(9),
      ...quietDay(1),
      ...quietDay(0),
    ]);
    expect(notable).toEqual([]);
    expect(variation).toBeGreaterThan(variationByChance / 3);
    expect(variation).toBeLessThan(variationByChance * 2);
  });

  test('of a quiet day and an attacked one differ in what the attack did, and it is named', () => {
    const attacked = [...quietDay(9), ...quietDay(1), ...quietDay(0), ...flood(400)];
    expect(codes(attacked)).toEqual([
      'items-moved',
      'cancelled',
      'fulfilled',
      'entropy',
      'few-accounts',
      'orders',
    ]);
    const { outcomes, movers } = compare(attacked);
    expect(outcomes).toMatchObject({ cancelled: 800_000, fulfilled: -800_000 });
    expect(
      movers
        .slice(0, 3)
        .map(({ itemId }) => itemId)
        .sort(),
    ).toEqual(['i-0', 'i-1', 'i-2']);
  });

  test('say nothing of a day without orders, nor of a handful', () => {
    expect(compare(quietDay(0)).notable.map(({ code }) => code)).toEqual(['orders']);
    expect(
      codes([...anOrder('o-1').of('a').placedAt(daysAgo(1)).events, ...anOrder('o-2').of('b').events]),
    ).toEqual([]);
  });
});
