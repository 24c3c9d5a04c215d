import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { describeEvidence } from '../../services/recommender/accounts/describe-evidence.ts';
import type { Policy } from '../../services/recommender/integrity/policy.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { flagsChanged, item, quarantined, reinstated } from '../builders/acts.ts';
import { daysAgo } from '../builders/an-order.ts';
import { aFarm, botAt } from '../builders/a-farm.ts';
import { aShop, establishedAt, itemAt } from '../builders/a-shop.ts';
import { expectSame } from '../builders/expect-same.ts';
import { applyTo, fold, listOf, newFor, popular, withoutDuplicates } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { policiesWithGroups } from '../builders/policies.ts';
import { runs } from '../builders/runs.ts';
import { contentOf, saidOf } from '../builders/said-of.ts';
import { shuffled } from '../builders/seeded.ts';

const ACCOUNTS = ['h-1', 'h-2', '__proto__', establishedAt(0), botAt(2)];

/** Statements about items: names, prices, sold out and back, some at the very same time. */
const itemEvents = fc
  .array(
    fc.tuple(
      fc.constantFrom('item.listed' as const, 'item.soldout' as const, 'item.restocked' as const),
      fc.nat(5).map(itemAt),
      fc.nat(2),
      fc.nat(900),
    ),
    { maxLength: 12, size: 'max' },
  )
  .map((said) =>
    said.map(([type, itemId, ago, price], index): RelishEvent =>
      item(
        type,
        itemId,
        daysAgo(ago),
        type === 'item.listed' ? { name: `Dog ${price}`, price } : {},
        `i-${index}`,
      ),
    ),
  );

const scenario = fc.record({
  policy: policiesWithGroups,
  shop: fc.record({ established: fc.integer({ min: 2, max: 6 }), seed: fc.nat(1_000) }),
  hostile: hostileEvents({
    accounts: ACCOUNTS,
    items: 6,
    othersOrders: ['o-e-0-0', 'o-e-1-0'],
    maxLength: 60,
  }),
  items: itemEvents,
  farm: fc.record({ bots: fc.integer({ min: 0, max: 5 }), restAgo: fc.nat(2) }),
  seed: fc.nat(),
});

interface Scenario {
  readonly policy: Policy;
  readonly shop: { readonly established: number; readonly seed: number };
  readonly hostile: readonly RelishEvent[];
  readonly items: readonly RelishEvent[];
  readonly farm: { readonly bots: number; readonly restAgo: number };
}

const logOf = ({ policy, shop, hostile, items, farm }: Scenario): readonly RelishEvent[] => [
  ...aShop({ ...shop, policy, items: 6, newcomers: 2, extraDays: 1 }),
  ...aFarm({ ...farm, items: [itemAt(0), itemAt(5)] }, policy),
  ...hostile,
  ...items,
];

/** Evidence without the names of things: of two that are as good, either may be named. */
const evidenceIn = (state: RecommenderState, name: string) =>
  describeEvidence(state, state.accounts.find(name) ?? -1).map(({ evidence: { code, strength, facts } }) => ({
    code,
    strength,
    facts,
  }));

/** What is said to everybody, and of what is new to them, which the facts decide and not the votes alone. */
const allSaidOf = (state: RecommenderState) => ({
  ...saidOf(state, ACCOUNTS),
  standings: ACCOUNTS.map((account) => state.tally.standing(state.accounts.find(account) ?? -1)),
  evidence: ACCOUNTS.map((account) => evidenceIn(state, account)),
  news: ACCOUNTS.map((account) => contentOf(listOf(state, newFor(account)))),
});
const saidBy = (events: readonly RelishEvent[], policy: Policy) => allSaidOf(fold(events, policy));

describe('whatever happened', () => {
  test('it does not matter in which order it is heard, nor how often', () => {
    let demoted = 0;
    fc.assert(
      fc.property(scenario, fc.array(fc.nat(200), { maxLength: 20 }), (one, again) => {
        const events = logOf(one);
        const state = fold(events, one.policy);
        state.recount();
        demoted += state.tally.groups.demoted.size;
        const twice = [...events, ...again.flatMap((at) => events[at] ?? [])];
        const heard = withoutDuplicates(shuffled(twice, one.seed));
        expect(heard.length).toBe(events.length);
        expectSame(saidBy(heard, one.policy), saidBy(events, one.policy));
      }),
      runs(60),
    );
    expect(demoted).toBeGreaterThan(5);
  });

  test('it does not matter when people did something about it, only what they did last', () => {
    fc.assert(
      fc.property(
        scenario,
        fc.array(fc.tuple(fc.constantFrom(...ACCOUNTS), fc.boolean()), { minLength: 1, maxLength: 5 }),
        (one, acts) => {
          const events = logOf(one);
          const moderation = acts.map(([account, isOut]) =>
            isOut ? quarantined(account) : reinstated(account),
          );
          const among = shuffled(events, one.seed);
          for (const [index, act] of moderation.entries()) {
            // In the order in which people acted, anywhere among the rest.
            among.splice(Math.floor(((index + 1) * among.length) / (acts.length + 1)), 0, act);
          }
          expectSame(saidBy(among, one.policy), saidBy([...events, ...moderation], one.policy));
        },
      ),
      runs(40),
    );
  });

  test('it does not matter where the log is cut, nor who asked in between', () => {
    fc.assert(
      fc.property(scenario, fc.array(fc.nat(150), { maxLength: 5 }), (one, cuts) => {
        const events = logOf(one);
        const state = fold([], one.policy);
        let from = 0;
        for (const [index, to] of [...cuts.sort((a, b) => a - b), events.length].entries()) {
          applyTo(state, events.slice(from, to));
          from = Math.max(from, to);
          if (index % 3 === 0) state.digest();
          if (index % 3 === 1) allSaidOf(state);
        }
        expectSame(allSaidOf(state), saidBy(events, one.policy));
      }),
      runs(40),
    );
  });

  test('being asked, and changing flags, moves no vote', () => {
    fc.assert(
      fc.property(scenario, fc.nat(100), (one, at) => {
        const events = logOf(one);
        const before = saidBy(events, one.policy);
        const question = popular(3);
        const answer = listOf(fold(events, one.policy), question);
        const exposed: RelishEvent = {
          specversion: '1.0',
          source: '/recommender',
          id: 'r-1',
          // By our own clock, which may be ahead of the stand's: it doesn't move the day of the fold.
          time: daysAgo(-3),
          type: 'recommendation.exposed',
          data: { requestId: 'r-1', position: answer.position, question, answer },
        };
        const flags = { ...flagsChanged({}), time: daysAgo(-2) };
        const log = [...events.slice(0, at), exposed, flags, ...events.slice(at), exposed];
        expectSame(saidBy(log, one.policy), before);
      }),
      runs(15),
    );
  });
});
