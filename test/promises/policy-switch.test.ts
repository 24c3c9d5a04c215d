import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Policy } from '../../services/contracts/policy.ts';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { aFarm, botAt } from '../builders/a-farm.ts';
import { aShop, establishedAt, itemAt, newcomerAt } from '../builders/a-shop.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { policyActivated, quarantined } from '../builders/acts.ts';
import { applyTo, fold, listOf, newFor, popular, recommended, relatedTo } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policiesWithGroups, severePolicy, smallPolicy } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';

const shop = aShop({ established: 8, newcomers: 3, items: 6, policy: smallPolicy });
const ACCOUNTS = [establishedAt(0), newcomerAt(0), botAt(0), botAt(2), 'h-1', '__proto__', 'nobody'];

/** Everything that may be asked, without the positions: activations are events, too. */
const answersOf = (state: RecommenderState): unknown =>
  [
    popular(),
    popular(2),
    relatedTo(itemAt(0)),
    ...ACCOUNTS.flatMap((account) => [recommended(account, 3), newFor(account)]),
  ].map((question) => ({ ...listOf(state, question), position: undefined }));

const standingsOf = (state: RecommenderState): unknown => {
  state.recount();
  return state.accounts.names().map((name, account) => [name, state.tally.standing(account)]);
};

/** Some of it in the order of time, so that days pass between a switch and the next look. */
const histories: fc.Arbitrary<readonly RelishEvent[]> = fc
  .record({
    hostile: hostileEvents({
      accounts: ['h-1', 'h-2', botAt(1), botAt(2)],
      items: 6,
      days: 12,
      maxLength: 40,
    }),
    bots: fc.nat(4),
    restAgo: fc.nat(6),
    isInTime: fc.boolean(),
  })
  .map(({ hostile, bots, restAgo, isInTime }) => {
    const farm = aFarm({ bots, items: [itemAt(0), itemAt(5)], restAgo }, smallPolicy);
    const events = [...shop, ...farm, ...hostile, quarantined(establishedAt(2))];
    return isInTime ? events.sort((a, b) => Date.parse(a.time) - Date.parse(b.time)) : events;
  });

/** Sections of one policy and of another: whatever the switch costs, it must not be skipped. */
const mixed = (one: Policy, other: Policy, mask: number): Policy => ({
  ...one,
  ...((mask & 1) !== 0 && { standing: other.standing }),
  ...((mask & 2) !== 0 && { newcomers: other.newcomers }),
  ...((mask & 4) !== 0 && { votes: other.votes }),
  ...((mask & 8) !== 0 && { peers: other.peers }),
  ...((mask & 16) !== 0 && { ownWeight: other.ownWeight }),
  ...((mask & 32) !== 0 && { filters: other.filters, demotions: other.demotions }),
});

const expectSame = (state: RecommenderState, other: RecommenderState): void => {
  expect(state.digest()).toBe(other.digest());
  expect(state.policyDigest).toBe(other.policyDigest);
  expect(standingsOf(state)).toEqual(standingsOf(other));
  expect(answersOf(state)).toEqual(answersOf(other));
};

describe('a policy that comes into force', () => {
  test('anywhere on the log leads to the state that it would have led to from the start', () => {
    fc.assert(
      fc.property(
        histories,
        policiesWithGroups,
        policiesWithGroups,
        fc.nat(63),
        fc.array(fc.nat(200), { maxLength: 6 }),
        fc.nat(200),
        (events, first, second, mask, looks, at) => {
          const last = mixed(first, second, mask);
          const state = fold([], first);
          events.forEach((event, index) => {
            if (index === at) applyTo(state, [policyActivated(last)]);
            applyTo(state, [event]);
            // What was looked at is kept, and must not outlive its policy.
            if (looks.includes(index)) answersOf(state);
          });
          if (at >= events.length) applyTo(state, [policyActivated(last)]);
          expectSame(state, fold(events, last));
        },
      ),
      runs(25),
    );
  });

  test('and goes again leaves nothing behind', () => {
    fc.assert(
      fc.property(
        histories,
        policiesWithGroups,
        policiesWithGroups,
        fc.nat(63),
        (events, first, second, mask) => {
          const state = fold(events, first);
          const [digest, answers] = [state.digest(), answersOf(state)];
          const other = mixed(first, second, mask);
          applyTo(state, [policyActivated(other)]);
          expectSame(state, fold(events, other));
          applyTo(state, [policyActivated(first)]);
          expect(state.digest()).toBe(digest);
          expect(answersOf(state)).toEqual(answers);
        },
      ),
      runs(15),
    );
  });

  test('on a day on which accounts took something home forgets none of it on the next', () => {
    const bots = aFarm({ bots: 3, items: [itemAt(0), itemAt(5)], restAgo: 2 }, severePolicy);
    const alone = anOrder('alone')
      .by(botAt(2))
      .of(itemAt(1))
      .of(itemAt(2))
      .of(itemAt(3))
      .of(itemAt(4))
      .placedAt(daysAgo(1))
      .fulfilled().events;
    const today = anOrder('today').by('watch').of(itemAt(0)).events;
    const state = fold([...bots, ...alone], smallPolicy);
    answersOf(state);
    applyTo(state, [policyActivated(severePolicy)]);
    answersOf(state);
    applyTo(state, today);
    expectSame(state, fold([...bots, ...alone, ...today], severePolicy));
  });

  test('changes what it is about: the property would notice a switch that does nothing', () => {
    const strict: Policy = { ...smallPolicy, standing: { ...smallPolicy.standing, days: 40 } };
    const state = fold(shop, smallPolicy);
    const before = state.digest();
    applyTo(state, [policyActivated(strict)]);
    expect(state.digest()).not.toBe(before);
    expect(state.tally.establishedCount).toBe(0);
  });
});
