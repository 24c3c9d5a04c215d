import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Policy } from '../../services/contracts/policy.ts';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { aShop, establishedAt, itemAt, newcomerAt } from '../builders/a-shop.ts';
import { policyActivated, quarantined } from '../builders/acts.ts';
import { applyTo, fold, listOf, newFor, popular, recommended, relatedTo } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policies, smallPolicy } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';

const shop = aShop({ established: 8, newcomers: 3, items: 6, policy: smallPolicy });
const ACCOUNTS = [establishedAt(0), establishedAt(1), newcomerAt(0), 'h-1', '__proto__', 'nobody'];

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

const histories: fc.Arbitrary<readonly RelishEvent[]> = hostileEvents({
  accounts: ['h-1', 'h-2', 'h-3'],
  items: 6,
  maxLength: 40,
}).map((events) => [...shop, ...events, quarantined(establishedAt(2))]);

/** Sections of one policy and of another: whatever the switch costs, it must not be skipped. */
const mixed = (one: Policy, other: Policy, mask: number): Policy => ({
  ...one,
  ...((mask & 1) !== 0 && { standing: other.standing }),
  ...((mask & 2) !== 0 && { newcomers: other.newcomers }),
  ...((mask & 4) !== 0 && { votes: other.votes }),
  ...((mask & 8) !== 0 && { peers: other.peers }),
  ...((mask & 16) !== 0 && { ownWeight: other.ownWeight }),
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
        policies,
        policies,
        fc.nat(31),
        fc.array(fc.nat(200), { maxLength: 3 }),
        fc.nat(200),
        (events, first, second, mask, looks, at) => {
          const last = mixed(first, second, mask);
          const state = fold([], first);
          const cut = Math.min(at, events.length);
          const cuts = [...looks.map((look) => Math.min(look, events.length)), cut].sort((a, b) => a - b);
          let from = 0;
          for (const to of cuts) {
            applyTo(state, events.slice(from, to));
            // What was looked at is kept, and must not outlive its policy.
            if (to !== cut) answersOf(state);
            from = to;
          }
          applyTo(state, [policyActivated(last), ...events.slice(from)]);
          expectSame(state, fold(events, last));
        },
      ),
      runs(25),
    );
  });

  test('and goes again leaves nothing behind', () => {
    fc.assert(
      fc.property(histories, policies, policies, fc.nat(31), (events, first, second, mask) => {
        const state = fold(events, first);
        const [digest, answers] = [state.digest(), answersOf(state)];
        const other = mixed(first, second, mask);
        applyTo(state, [policyActivated(other)]);
        expectSame(state, fold(events, other));
        applyTo(state, [policyActivated(first)]);
        expect(state.digest()).toBe(digest);
        expect(answersOf(state)).toEqual(answers);
      }),
      runs(15),
    );
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
