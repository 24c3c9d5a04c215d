import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { quarantined, reinstated } from '../builders/acts.ts';
import { aShop, establishedAt, newcomerAt } from '../builders/a-shop.ts';
import { expectSame } from '../builders/expect-same.ts';
import { applyTo, fold, listOf, newFor, popular } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policiesWithGroups } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';
import { contentOf, saidOf } from '../builders/said-of.ts';

const SUSPECTS = [establishedAt(0), establishedAt(1), newcomerAt(0), 'h-1', '__proto__'];
const ASKING = [...SUSPECTS, establishedAt(2)];

const scenario = fc.record({
  policy: policiesWithGroups,
  shop: fc.record({ seed: fc.nat(1_000), established: fc.integer({ min: 3, max: 7 }) }),
  early: hostileEvents({ accounts: [...SUSPECTS, 'h-2'], items: 6, maxLength: 50 }),
  late: hostileEvents({
    accounts: [...SUSPECTS, establishedAt(2)],
    items: 6,
    othersOrders: ['o-e-0-0', 'o-n-0-0', 'o-e-2-0'],
    maxLength: 50,
  }).map((events) => events.map((event): RelishEvent => ({ ...event, source: '/later' }))),
  out: fc.subarray(SUSPECTS, { minLength: 1 }),
  isAskedInBetween: fc.boolean(),
});

/** The log in which these accounts took nothing home: their votes never were. */
const withoutVotesOf = (
  accounts: readonly string[],
  events: readonly RelishEvent[],
): readonly RelishEvent[] =>
  events.filter((event) => !(event.type === 'order.fulfilled' && accounts.includes(event.data.accountId)));

describe('quarantine', () => {
  test('leaves what a log without their votes gives, also of what they do later; reinstating brings all back', () => {
    fc.assert(
      fc.property(scenario, ({ policy, shop, early, late, out, isAskedInBetween }) => {
        const before = [...aShop({ ...shop, policy, items: 6, newcomers: 2 }), ...early];
        const events = [...before, ...late];
        const never = saidOf(fold(withoutVotesOf(out, events), policy), ASKING);
        const always = saidOf(fold(events, policy), ASKING);

        const state = fold(before, policy);
        if (isAskedInBetween) saidOf(state, ASKING);
        applyTo(state, out.map(quarantined));
        if (isAskedInBetween) saidOf(state, ASKING);
        applyTo(state, late);
        expectSame(saidOf(state, ASKING), never);
        expect(state.tally.quarantinedCount).toBe(out.length);

        applyTo(state, out.map(reinstated));
        expectSame(saidOf(state, ASKING), always);
        expect(state.tally.quarantinedCount).toBe(0);
        // Twice is once, and whoever was never out can be put back.
        applyTo(state, [...out.map(quarantined), ...out.map(quarantined), ...SUSPECTS.map(reinstated)]);
        expectSame(saidOf(state, ASKING), always);
      }),
      runs(80),
    );
  });

  test('takes effect on the very next answer', () => {
    const state = fold(aShop());
    const before = listOf(state, popular()).items;
    applyTo(state, [quarantined(establishedAt(3))]);
    const during = listOf(state, popular()).items;
    expect(during).not.toEqual(before);
    applyTo(state, [reinstated(establishedAt(3))]);
    expect(listOf(state, popular()).items).toEqual(before);
  });

  test('can come before the account is known for anything', () => {
    const state = fold([quarantined('h-9'), ...aShop()]);
    expect(state.digest()).toBe(fold(aShop()).digest());
    applyTo(state, hostileOrders);
    expect(state.digest()).toBe(fold(aShop()).digest());
    applyTo(state, [reinstated('h-9')]);
    expect(state.digest()).toBe(fold([...aShop(), ...hostileOrders]).digest());
  });

  test('is for votes: what an account has had stays known to its own list of new things', () => {
    const state = fold([...aShop(), ...hostileOrders]);
    applyTo(state, [quarantined('h-9')]);
    const { items, basis } = contentOf(listOf(state, newFor('h-9')));
    expect(basis).toBe('popular');
    expect(items.map(({ itemId }) => itemId)).not.toContain('i-2');
  });
});

const hostileOrders: readonly RelishEvent[] = [
  {
    ...{ specversion: '1.0', source: '/later', id: 'one', time: '2026-11-20T09:00:00Z' },
    type: 'order.fulfilled',
    data: { orderId: 'o-9', accountId: 'h-9', lines: [{ itemId: 'i-2', quantity: 1 }] },
  },
];
