import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { relishEvent, type EventOf, type RelishEvent } from '../../contracts/events.ts';
import { demoPeople } from '../../ordering/accounts/demo-people.ts';
import { hotDogs } from '../../ordering/menu/hot-dogs.ts';
import { SIMULATED, simulateMonth } from './simulated-month.ts';
import { tastedItems } from './tastes.ts';

const timeZone = 'America/New_York';
const accountIds = demoPeople.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId);
const month = { now: new Date('2026-11-21T15:00:00Z'), timeZone, accountIds, menu: hotDogs, seed: 8 };
const events = simulateMonth(month);

const ofType = <T extends RelishEvent['type']>(type: T, among = events): EventOf<T>[] =>
  among.filter((event): event is EventOf<T> => event.type === type);
const local = ({ time }: RelishEvent): DateTime => DateTime.fromISO(time, { zone: timeZone });
const placed = ofType('order.placed');
const share = (count: number): number => count / placed.length;

/** Items by how many people took them home on at least three days. */
const rankedByFans = (among: RelishEvent[]): string[] => {
  const takenHome = new Set(ofType('order.fulfilled', among).map(({ data }) => data.orderId));
  const days = new Map<string, Map<string, number>>();
  for (const { data } of ofType('order.placed', among).filter((order) => takenHome.has(order.data.orderId))) {
    for (const { itemId } of data.lines) {
      const counts = days.get(itemId) ?? new Map<string, number>();
      days.set(itemId, counts.set(data.accountId, (counts.get(data.accountId) ?? 0) + 1));
    }
  }
  const fansOf = (itemId: string): number =>
    [...(days.get(itemId)?.values() ?? [])].filter((count) => count >= 3).length;
  return [...days.keys()].sort((a, b) => fansOf(b) - fansOf(a));
};

describe('the simulated month', () => {
  test('is made of valid events, each once, all marked as simulated, in the order of time', () => {
    for (const event of events) expect(relishEvent.parse(event)).toEqual(event);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(new Set(events.map(({ source }) => source))).toEqual(new Set([SIMULATED]));
    const times = events.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
  });

  test('is the same for the same arguments, and another for another seed', () => {
    expect(simulateMonth(month)).toEqual(events);
    expect(simulateMonth({ ...month, seed: 9 })).not.toEqual(events);
  });

  test('takes place on workdays at noon, and is over the day before', () => {
    for (const order of placed) {
      const at = local(order);
      expect(at.weekday).toBeLessThanOrEqual(5);
      const minutes = at.hour * 60 + at.minute;
      expect(minutes).toBeGreaterThanOrEqual(11 * 60 + 30);
      expect(minutes).toBeLessThan(13 * 60 + 30);
      expect(at.toISODate() ?? '').toMatch(/^2026-(10-2[2-9]|10-3|11-[01]|11-20)/);
    }
  });

  test('ends every order once, most of them picked up', () => {
    const ends = [...ofType('order.cancelled'), ...ofType('order.expired'), ...ofType('order.fulfilled')];
    expect(ends.map(({ data }) => data.orderId).sort()).toEqual(
      placed.map(({ data }) => data.orderId).sort(),
    );
    expect(share(ofType('order.cancelled').length)).toBeCloseTo(0.05, 1);
    expect(share(ofType('order.expired').length)).toBeCloseTo(0.03, 1);
    expect(ofType('order.refunded').length).toBeGreaterThan(0);
    expect(share(ofType('order.refunded').length)).toBeLessThan(0.03);
  });

  test('has newcomers who began in the last week, and colleagues who have been there all along', () => {
    const firstDays = new Map<string, string>();
    for (const order of placed) {
      if (!firstDays.has(order.data.accountId)) {
        firstDays.set(order.data.accountId, local(order).toISODate() ?? '');
      }
    }
    expect(firstDays.size).toBe(accountIds.length);
    const recent = [...firstDays].filter(([, day]) => day > '2026-11-12').map(([account]) => account);
    expect(recent.sort()).toEqual(accountIds.slice(-6).sort());
  });

  test.each(['2026-11-16', '2026-11-18', '2026-11-22', '2027-02-01', '2028-03-01'])(
    'makes #8 a favourite on %s: first or second by the people who took it home on three days',
    (day) => {
      const ranked = rankedByFans(simulateMonth({ ...month, now: new Date(`${day}T15:00:00Z`) }));
      expect(ranked.slice(0, 2)).toContain('bcpcc-8');
      // Everything on the menu is tried by somebody.
      expect(ranked).toHaveLength(hotDogs.length);
    },
  );

  test('knows only what is on the menu', () => {
    expect(hotDogs.map(({ itemId }) => itemId)).toEqual(expect.arrayContaining([...tastedItems]));
  });
});
