import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { itemAt } from '../../../test/builders/a-shop.ts';
import { anOrder } from '../../../test/builders/an-order.ts';
import { quarantined, reinstated } from '../../../test/builders/acts.ts';
import { applyTo, fold, listOf, popular, recommended, relatedTo } from '../../../test/builders/fold.ts';
import { hostileEvents } from '../../../test/builders/hostile.ts';
import { plainScores, type For } from '../../../test/builders/plain-scores.ts';
import { plainDigest, plainVotes } from '../../../test/builders/plain-votes.ts';
import { policies } from '../../../test/builders/policies.ts';
import { runs } from '../../../test/builders/runs.ts';
import { seeded } from '../../../test/builders/seeded.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import type { Question } from '../../contracts/http/answers.ts';
import { defaultPolicy, type Policy } from '../integrity/policy.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

const ACCOUNTS = ['a-1', 'a-2', 'a-3', 'a-4', 'a-5', '__proto__'];

/** A history of few accounts that meet on few items, with people who moderate. */
const histories: fc.Arbitrary<RelishEvent[]> = fc
  .tuple(
    hostileEvents({ accounts: ACCOUNTS, items: 5, days: 9, maxLength: 90 }),
    fc.array(fc.tuple(fc.nat(90), fc.constantFrom(...ACCOUNTS), fc.boolean()), { maxLength: 4 }),
  )
  .map(([events, moderation]) => {
    const all = [...events];
    for (const [at, account, isOut] of moderation)
      all.splice(at, 0, isOut ? quarantined(account) : reinstated(account));
    return all;
  });

const votesIn = (state: RecommenderState): unknown => {
  const { pairs } = state.ballots;
  const votes: Record<string, Record<string, number>> = {};
  for (let pair = 0; pair < pairs.size; pair++) {
    const vote = state.tally.vote.data[pair]!;
    if (vote === 0) continue;
    const account = `account ${state.accounts.nameOf(pairs.account.data[pair]!)}`;
    (votes[account] ??= {})[`item ${state.items.nameOf(pairs.item.data[pair]!)}`] = vote;
  }
  return votes;
};

const plainly = (events: readonly RelishEvent[], policy: Policy) => {
  const plain = plainVotes(events, policy);
  const votes: Record<string, Record<string, number>> = {};
  for (const [account, vector] of plain.votes) {
    if (vector.size === 0) continue;
    votes[`account ${account}`] = Object.fromEntries(
      [...vector].map(([item, vote]) => [`item ${item}`, vote]),
    );
  }
  return { plain, votes };
};

const listIn = (state: RecommenderState, question: Question) =>
  listOf(state, question).items.map(({ itemId, score, parts }) => ({ itemId, score, ...parts }));

const plainList = (events: readonly RelishEvent[], policy: Policy, wanted: For) =>
  Array.from(plainScores(plainVotes(events, policy), policy, wanted), ([itemId, parts]) => ({
    itemId,
    ...parts,
  }))
    .filter(({ itemId }) => !(wanted && 'item' in wanted && wanted.item === itemId))
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));

describe('against a plain count of everything at once', () => {
  test('votes, standings and the digest are the same, however the log is cut', () => {
    fc.assert(
      fc.property(histories, policies, fc.array(fc.nat(95), { maxLength: 6 }), (events, policy, cuts) => {
        const state = fold([], policy);
        const edges = [0, ...cuts.sort((a, b) => a - b), events.length];
        for (const [index, from] of edges.slice(0, -1).entries()) {
          applyTo(state, events.slice(from, edges[index + 1]));
          if (index % 2 === 0) state.refresh();
          else state.digest();
        }
        state.recount();
        const { plain, votes } = plainly(events, policy);
        expect(votesIn(state)).toEqual(votes);
        for (const [account, standing] of plain.standing) {
          expect(state.tally.standing(state.accounts.find(account)!)).toBe(standing);
        }
        expect(state.digest()).toBe(plainDigest(plain));
      }),
      runs(150),
    );
  });

  test('popular, peers and related score every item as one sum after the other would', () => {
    fc.assert(
      fc.property(histories, policies, fc.nat(90), (events, policy, cut) => {
        const state = fold(events.slice(0, cut), policy);
        state.refresh();
        applyTo(state, events.slice(cut));
        expect(listIn(state, popular())).toEqual(plainList(events, policy, undefined));
        for (const account of ['a-1', '__proto__', 'nobody']) {
          expect(listIn(state, recommended(account))).toEqual(plainList(events, policy, { account }));
        }
        for (const item of [itemAt(0), '__proto__', 'nothing']) {
          expect(listIn(state, relatedTo(item))).toEqual(plainList(events, policy, { item }));
        }
      }),
      runs(80),
    );
  });

  test('also in a shop of more items than the index has in one block', () => {
    const random = seeded(4);
    const orders = Array.from({ length: 8 }, (_, account) =>
      Array.from({ length: 900 }, () => itemAt(Math.floor(random() * 9_000)))
        .reduce((order, item) => order.of(item), anOrder(`o-${account}`).by(`a-${account}`))
        .fulfilled(),
    );
    const events = orders.flatMap((order) => order.events);
    const state = fold(events);
    expect(state.items.size).toBeGreaterThan(4_096);
    const plain = plainList(events, defaultPolicy, { account: 'a-3' });
    expect(listIn(state, recommended('a-3', 9_000))).toEqual(plain);
  });

  test('also of more accounts than the index has in one block', () => {
    const first = 2 ** 18;
    const state = fold([]);
    for (let account = 0; account < first; account++) state.accounts.intern(`earlier-${account}`);
    const orders = Array.from({ length: 40 }, (_, account) =>
      anOrder(`o-${account}`)
        .by(`a-${account}`)
        .of(itemAt(account % 3))
        .of(itemAt(3 + (account % 2)))
        .fulfilled(),
    );
    const events = orders.flatMap((order) => order.events);
    applyTo(state, events);
    expect(state.accounts.find('a-0')).toBe(first);
    for (const wanted of [{ account: 'a-3' }, { item: itemAt(1) }]) {
      const question = 'item' in wanted ? relatedTo(wanted.item) : recommended(wanted.account);
      expect(listIn(state, question)).toEqual(plainList(events, defaultPolicy, wanted));
    }
    expect(listOf(state, relatedTo(itemAt(3))).items[0]!.supporters).toBe(7);
  });
});
