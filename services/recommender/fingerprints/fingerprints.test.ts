import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quarantined, reinstated } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo, TODAY } from '../../../test/builders/an-order.ts';
import { aShop, establishedAt } from '../../../test/builders/a-shop.ts';
import { applyTo, fold, withoutDuplicates } from '../../../test/builders/fold.ts';
import { hostileEvents } from '../../../test/builders/hostile.ts';
import { runs } from '../../../test/builders/runs.ts';
import { shuffled } from '../../../test/builders/seeded.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import { getFingerprint, listFingerprints } from '../../contracts/http/fingerprints.ts';
import { ONE } from '../integrity/policy.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dayOfDate } from '../votes/event-time.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import { fingerprintOfDays } from './fingerprint-of-days.ts';
import { Fingerprints } from './fingerprints.ts';

const today = dayOfDate(TODAY)!;
const onDay = (state: RecommenderState, ago = 0) => fingerprintOfDays(state, today - ago, today - ago);
const everything = { limit: 92 };

/** The placement of an order with where it came from. */
const from = (address: string, [placed, ...rest]: readonly RelishEvent[]): readonly RelishEvent[] =>
  placed?.type === 'order.placed'
    ? [{ ...placed, data: { ...placed.data, origin: { address } } }, ...rest]
    : [];

const lunch = [
  ...from('x', anOrder('o-1').by('old').of('a').placedAt(daysAgo(40)).fulfilled().events),
  ...from('x', anOrder('o-2').by('old').of('a', 3).of('b').fulfilled().events),
  ...from('x', anOrder('o-3').by('new').of('a').cancelled().events),
  ...from('y', anOrder('o-4').by('new').of('b').expired().events),
  ...anOrder('o-5').by('two').of('a').fulfilled().refunded().events,
  ...anOrder('o-6').by('two').of('a').placedAt(daysAgo(3)).events,
];

describe('the fingerprint of a day', () => {
  test('counts what was placed then, what became of it, by whom and from where', () => {
    expect(onDay(fold(lunch))).toMatchObject({
      counts: { orders: 4, lines: 5, units: 7, accounts: 3, newAccounts: 1 },
      outcomes: { open: 0, fulfilled: 1, cancelled: 1, expired: 1, refunded: 1 },
      distribution: [
        ['a', 3],
        ['b', 2],
      ],
      items: { distinct: 2, entropy: 970_951, topShare: 600_000 },
      ages: [1, 1, 0, 1, 0],
      origins: { orders: 3, distinct: 2, top: [2, 1] },
      topItems: [
        { itemId: 'a', share: 600_000, effectiveAccounts: 3 * ONE },
        { itemId: 'b', share: 400_000, effectiveAccounts: 2 * ONE },
      ],
      // Two, two and one of five lines: 25 / 9.
      effectiveAccounts: 2_777_777,
    });
  });

  test('changes with what becomes of its orders later, and only then', () => {
    const state = fold(lunch);
    const before = onDay(state, 3);
    expect(onDay(applyTo(state, anOrder('o-7').by('two').of('a').events), 3).digest).toBe(before.digest);
    const after = onDay(applyTo(state, anOrder('o-6').by('two').cancelled().withoutPlacement), 3);
    expect(after.outcomes).toMatchObject({ open: 0, cancelled: 1 });
    expect(after.digest).not.toBe(before.digest);
  });

  test('knows accounts by their first order, also by one that is heard of late', () => {
    const late = anOrder('o-0').by('new').of('a').placedAt(daysAgo(100)).events;
    expect(onDay(fold([...lunch, ...late])).ages).toEqual([0, 1, 0, 1, 1]);
  });

  test('takes of two placements of an order the same origin, whichever is heard first', () => {
    const twice = ['x', 'y'].flatMap((address) =>
      from(address, anOrder('o-1').of('a').events).map((event) => ({ ...event, id: address })),
    );
    const again = onDay(fold(twice.toReversed()));
    expect(again.origins).toEqual({ orders: 1, distinct: 1, top: [1] });
    expect(again.digest).toBe(onDay(fold(twice)).digest);
    const other = from('x', anOrder('o-2').of('a').events);
    expect(
      [twice, twice.toReversed()].map((said) => onDay(fold([...said, ...other])).origins.distinct),
    ).toEqual([1, 1]);
  });

  test('tells of data, not of what people did about accounts', () => {
    const state = fold(lunch);
    expect(onDay(applyTo(fold(lunch), [quarantined('old')])).digest).toBe(onDay(state).digest);
  });
});

describe('the fingerprint of a state', () => {
  test('says who is behind the popular list, and how full the newcomer pool is', () => {
    const state = fold(aShop({ established: 30, newcomers: 6 }));
    const { counts, ages, newcomers, effectiveAccounts, topItems } = fingerprintOf(state);
    expect(counts.accounts).toBe(37);
    expect(ages.reduce((sum, accounts) => sum + accounts)).toBe(37);
    expect(newcomers).toMatchObject({ waived: false });
    expect(effectiveAccounts).toBeGreaterThan(20 * ONE);
    expect(topItems[0]!.effectiveAccounts).toBeGreaterThan(5 * ONE);
  });

  test('changes with moderation and comes back exactly', () => {
    const events = aShop();
    const before = fingerprintOf(fold(events)).digest;
    const out = [...events, quarantined(establishedAt(0))];
    expect(fingerprintOf(fold(out)).digest).not.toBe(before);
    expect(fingerprintOf(fold([...out, reinstated(establishedAt(0))])).digest).toBe(before);
  });

  test('shows a flood of newcomers as a pool that overflows', () => {
    const flood = Array.from(
      { length: 60 },
      (_, index) => anOrder(`f-${index}`).by(`f-${index}`).of('i-0').fulfilled().events,
    ).flat();
    const { newcomers } = fingerprintOf(fold([...aShop(), ...flood]));
    expect(newcomers!.cappedItems).toBeGreaterThan(0);
    expect(newcomers!.cut).toBeGreaterThan(ONE / 2);
  });
});

describe('fingerprints', () => {
  test('do not depend on the order of arrival, nor on duplicates', async () => {
    const hostile = hostileEvents({ accounts: ['h-1', 'h-2', establishedAt(0)], items: 5, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(hostile, fc.nat(), async (some, seed) => {
        const events = [...aShop({ established: 4, newcomers: 2, items: 6 }), ...lunch, ...some];
        const heard = withoutDuplicates(shuffled([...events, ...some], seed));
        const { position: _, ...plain } = await new Fingerprints(fold(events)).page(everything);
        const { position: __, ...again } = await new Fingerprints(fold(heard)).page(everything);
        expect(again).toEqual(plain);
      }),
      runs(40),
    );
  });

  test('that are remembered are those that would be made now, whatever was heard in between', async () => {
    const hostile = hostileEvents({ accounts: ['h-1', 'h-2', 'old'], items: 5, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(hostile, fc.array(fc.nat(60), { maxLength: 4 }), async (some, cuts) => {
        const state = fold(lunch);
        const kept = new Fingerprints(state);
        let at = 0;
        for (const to of [...cuts.sort((a, b) => a - b), some.length]) {
          applyTo(state, some.slice(at, to));
          at = Math.max(at, to);
          await kept.page(everything);
        }
        expect(await kept.page(everything)).toEqual(await new Fingerprints(state).page(everything));
      }),
      runs(40),
    );
  });

  test('come in the shape of the contract, page by page', async () => {
    const fingerprints = new Fingerprints(fold([...aShop(), ...lunch]));
    const all = await fingerprints.page(everything);
    expect(listFingerprints.reply.parse(all)).toEqual(all);
    const first = await fingerprints.page({ limit: 10 });
    const second = await fingerprints.page({ limit: 10, cursor: first.next! });
    expect([...first.days, ...second.days]).toEqual(all.days.slice(0, 20));
    const some = await fingerprints.page({ ...everything, from: '2026-11-17', to: '2026-11-19' });
    expect(some.days.map(({ day }) => day)).toEqual(['2026-11-19', '2026-11-18', '2026-11-17']);
    for (const which of [TODAY, 'present']) {
      const detail = fingerprints.detail(which);
      expect(getFingerprint.reply.parse(detail)).toEqual(detail);
    }
  });

  test('leave out dates that cannot be written, and days that all orders have left', async () => {
    const old = anOrder('o-9').by('h').of('a').placedAt('0000-01-01T00:00:00+14:00').events;
    const twice = ['2026-11-02T12:00:00Z', '2026-11-01T12:00:00Z'].flatMap((time, index) =>
      anOrder('o-8')
        .by('h')
        .of('a')
        .placedAt(time)
        .events.map((event) => ({ ...event, id: `twice-${index}` })),
    );
    const { days } = await new Fingerprints(fold([...old, ...twice])).page(everything);
    expect(days.map(({ day }) => day)).toEqual(['2026-11-01']);
  });
});
