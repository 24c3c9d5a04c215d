import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aShop, establishedAt, itemAt } from '../../../test/builders/a-shop.ts';
import { item, policyActivated, quarantined, reinstated } from '../../../test/builders/acts.ts';
import { daysAgo } from '../../../test/builders/an-order.ts';
import {
  applyTo,
  fold,
  listOf,
  newFor,
  popular,
  recommended,
  relatedTo,
} from '../../../test/builders/fold.ts';
import { hostileEvents } from '../../../test/builders/hostile.ts';
import { blameIn, byTime } from '../../../test/builders/look-back.ts';
import { policies, smallPolicy } from '../../../test/builders/policies.ts';
import { took } from '../../../test/builders/recommender-client.ts';
import type { Answer, ModelName, Question } from '../../contracts/http/answers.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';
import { rankFor } from '../answers/compute-answer.ts';
import { isTrusted } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { defaultListOf } from '../rendezvous/default-lists.ts';
import { lookAt } from './look-at.ts';
import { rankedHere } from './ranked.ts';
import { tellBlame } from './tell-blame.ts';

const ITEMS = 6;
const shop = byTime(aShop({ policy: smallPolicy, established: 7, newcomers: 3, items: ITEMS }));
const base = {
  policy: smallPolicy,
  events: shop,
  question: recommended(establishedAt(1), 3),
  itemId: itemAt(0),
};

/** By the model that is named, if it is made from the votes. */
const rankedBy = (state: RecommenderState, model: ModelName, question: Question) => {
  if (!isTrusted(model)) throw new Error(`${model} is trained`);
  return rankedHere(state, rankFor(state, model, question));
};

const acts = fc.constantFrom(
  quarantined(establishedAt(0)),
  quarantined(establishedAt(2)),
  reinstated(establishedAt(0)),
  item('item.soldout', itemAt(1), daysAgo(0, 1)),
  item('item.restocked', itemAt(1), daysAgo(0, 2)),
  policyActivated({ ...smallPolicy, ownWeight: 0 }),
);

const questions: fc.Arbitrary<Question> = fc.oneof(
  fc.constant(popular(3)),
  fc.nat(6).map((index) => recommended(establishedAt(index), 3)),
  fc.nat(6).map((index) => newFor(establishedAt(index), 3)),
  fc.constant(relatedTo(itemAt(2), 3)),
);

describe('blame', () => {
  test('adds up to the answer, and names events that really changed the place or the score', async () => {
    const said = hostileEvents({ accounts: ['h-1', 'h-2', establishedAt(3)], items: ITEMS, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(
        policies,
        said,
        fc.array(acts, { maxLength: 4 }),
        questions,
        fc.nat(ITEMS - 1),
        async (policy, hostile, done, question, number) => {
          const events = [...shop, ...hostile, ...done];
          const itemId = itemAt(number);
          const told = fold(events, policy);
          if (told.items.find(itemId) === undefined) {
            const refused = blameIn({ events, policy, question, itemId });
            await expect(refused).rejects.toMatchObject({ status: 404, code: 'no-such-item' });
            return;
          }
          const found = await blameIn({ events, policy, question, itemId });
          const { items } = listOf(told, question);
          const place = items.findIndex((one) => one.itemId === itemId);
          const { own, established, newcomers } = found.stand.parts;
          expect(own + established + newcomers).toBe(found.stand.score);
          expect(found.identical).toBe(true);
          expect(found.inList).toBe(place >= 0);
          if (place >= 0)
            expect(items[place]).toMatchObject({ score: found.stand.score, parts: found.stand.parts });
          expect(newcomers).toBeLessThanOrEqual(found.stand.uncapped);

          // A fold up to the event, and one up to just before it, stand as it says; and the two differ.
          const { name: model } = found.model;
          for (const change of [found.lastMove, found.lastChange]) {
            if (!change) continue;
            const at = sequenceOf(change.position);
            // Who is in a group with whom is judged anew on each look, with what was known then.
            const state = fold(events.slice(0, at - 1), policy);
            expect(lookAt(state, rankedBy(state, model, question), question, itemId).stand).toEqual(
              change.before,
            );
            applyTo(state, events.slice(at - 1, at));
            const after = lookAt(state, rankedBy(state, model, question), question, itemId).stand;
            expect(after).toEqual(change.after);
            expect(change.after).not.toMatchObject({ ...change.before, position: change.after.position });
          }
          if (found.lastMove) {
            expect(found.lastMove.after.rank).toBe(found.stand.rank);
            expect([found.lastMove.before.rank, found.lastMove.before.absence]).not.toEqual([
              found.stand.rank,
              found.stand.absence,
            ]);
          }
          if (found.lastChange) expect(found.lastChange.after.score).toBe(found.stand.score);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('has a history by days that ends with the answer, and says since when', async () => {
    const found = await blameIn(base);
    const { stands } = found.history;
    expect(stands.at(-1)).toEqual(found.stand);
    expect(stands.map(({ day }) => day)).toEqual([...new Set(stands.map(({ day }) => day))].sort());
    const { half, listed } = found.since;
    const from = stands.findIndex(({ day }) => day === half?.day);
    for (const { score } of stands.slice(from)) expect(score * 2).toBeGreaterThanOrEqual(found.stand.score);
    expect(stands[from - 1]?.score ?? 0).toBeLessThan(found.stand.score / 2);
    expect(listed?.orEarlier).toBe(false);
    for (const stand of stands) {
      const state = fold(shop.slice(0, sequenceOf(stand.position)), smallPolicy);
      expect(lookAt(state, rankedBy(state, 'peers', base.question), base.question, itemAt(0)).stand).toEqual(
        stand,
      );
    }
  });

  test('names the order that moved an item, who passed whom, and the rest afterwards changes nothing', async () => {
    const [first, second] = listOf(fold(shop, smallPolicy), popular()).items;
    // Others whom nobody knows take the second home until it is first; each counts for little.
    const push = ['e-0', 'e-1', 'e-2', 'e-3', 'e-4', 'e-5', 'e-6'].flatMap((account) => [
      ...took(account, second!.itemId, 2),
      ...took(account, second!.itemId, 1),
      ...took(account, second!.itemId, 0),
    ]);
    const events = [...shop, ...push, ...took('nobody', 'elsewhere', 0)];
    const found = await blameIn({ ...base, events, question: popular(2), itemId: second!.itemId });
    expect(found.stand.rank).toBe(1);
    expect(found.lastMove).toMatchObject({ kind: 'order', type: 'order.fulfilled', before: { rank: 2 } });
    expect(found.lastMove!.passed.map(({ itemId }) => itemId)).toEqual([first!.itemId]);
    expect(found.lastMove!.passedBy).toEqual([]);
    expect(sequenceOf(found.lastMove!.position)).toBeGreaterThan(shop.length);
    expect(sequenceOf(found.lastMove!.position)).toBeLessThanOrEqual(shop.length + push.length);
    const other = await blameIn({ ...base, events, question: popular(2), itemId: first!.itemId });
    expect(other.lastMove!.position).toBe(found.lastMove!.position);
    expect(other.lastMove!.passedBy.map(({ itemId }) => itemId)).toEqual([second!.itemId]);
  });

  test('tells a day that began from the order that began it', async () => {
    const yesterday = shop.filter(({ time }) => time < daysAgo(0, -12));
    const events = [...yesterday, ...took('watch', 'elsewhere', 0)];
    const found = await blameIn({ ...base, events });
    expect(found.lastChange).toMatchObject({
      kind: 'day',
      type: 'order.placed',
      after: { day: '2026-11-20' },
    });
  });

  test('says what an act did, who did it and why', async () => {
    const events = [...shop, quarantined(establishedAt(0)), quarantined(establishedAt(2))];
    const itemId = listOf(fold(shop, smallPolicy), recommended(establishedAt(0))).items.find(
      ({ parts }) => parts.own > 0,
    )!.itemId;
    const found = await blameIn({ ...base, events, question: popular(3), itemId });
    expect(found.acts).toHaveLength(1);
    expect(found.acts[0]).toMatchObject({ count: 2, author: { id: 'admin' }, reason: 'floods the stand' });
    expect(found.acts[0]!.after.score).toBeLessThan(found.acts[0]!.before.score);
    expect(found.lastChange).toMatchObject({ kind: 'act', author: { id: 'admin' }, standing: 'quarantined' });
    const undone = await blameIn({
      ...{ ...base, question: popular(3), itemId },
      events: [...events, reinstated(establishedAt(2)), reinstated(establishedAt(0))],
    });
    expect(undone.acts.at(-1)!.after.score).toBe(undone.acts[0]!.before.score);
  });

  test('of an item that is not in the list says why not', async () => {
    const all = listOf(fold(shop, smallPolicy), recommended(establishedAt(1))).items;
    const last = all.at(-1)!;
    const below = await blameIn({ ...base, itemId: last.itemId });
    expect(below).toMatchObject({ inList: false, identical: true, missing: all[2]!.score - last.score });

    const soldOut = [...shop, item('item.soldout', all[0]!.itemId)];
    expect(await blameIn({ ...base, events: soldOut, itemId: all[0]!.itemId })).toMatchObject({
      inList: false,
      missing: 0,
      stand: { absence: 'sold-out', score: all[0]!.score },
      lastMove: {
        kind: 'stock',
        type: 'item.soldout',
        item: { itemId: all[0]!.itemId },
        before: { rank: 1 },
      },
    });

    const had = all.find(({ parts }) => parts.own > 0)!.itemId;
    const fresh = await blameIn({ ...base, question: newFor(establishedAt(1), 3), itemId: had });
    expect(fresh.stand.absence).toBe('had');
    const itself = await blameIn({ ...base, question: relatedTo(itemAt(2), 3), itemId: itemAt(2) });
    expect(itself.stand.absence).toBe('itself');

    const listed = [...shop, item('item.listed', 'new-1', daysAgo(0), { name: 'New' })];
    const unvoted = await blameIn({ ...base, events: listed, itemId: 'new-1' });
    expect(unvoted).toMatchObject({ stand: { absence: 'no-votes', score: 0 }, item: { name: 'New' } });
    expect(unvoted.missing).toBeGreaterThan(0);
    await expect(blameIn({ ...base, itemId: 'never-heard-of' })).rejects.toMatchObject({
      status: 404,
      code: 'no-such-item',
    });
  });

  test('names the policy and the flags in force, and who activated the policy', async () => {
    expect((await blameIn(base)).policy).toEqual({ digest: fold([], smallPolicy).policyDigest });
    const policy = { ...smallPolicy, ownWeight: 0 };
    const found = await blameIn({
      ...base,
      events: [...shop, policyActivated(policy, 'own orders say too much')],
    });
    expect(found.policy).toMatchObject({
      digest: fold([], policy).policyDigest,
      activated: { reason: 'own orders say too much', position: positionAt(shop.length + 1) },
    });
    expect(found.stand.parts.own).toBe(0);
  });

  test('says how many accounts carry half, and of what standing and age they are', async () => {
    const found = await blameIn({ ...base, question: popular(3) });
    const { standings, weeks, half } = found.backers;
    const sum = (groups: readonly { readonly amount: number }[]) =>
      groups.reduce((total, { amount }) => total + amount, 0);
    expect(sum(standings)).toBe(found.stand.parts.established + found.stand.uncapped);
    expect(sum(weeks)).toBe(sum(standings));
    expect(standings.reduce((total, { accounts }) => total + accounts, 0)).toBe(found.supporters);
    const established = standings.find(({ standing }) => standing === 'established')?.accounts ?? 0;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThanOrEqual(Math.ceil(established / 2));
  });

  test('of the list that goes out when nobody answers is about that list, not about the account', async () => {
    const answer = defaultListOf(fold(shop, smallPolicy), 3, 'r-1');
    const question = newFor(establishedAt(1), 3);
    const { itemId } = answer.items[2]!;
    const found = await blameIn({ ...base, question, itemId, answer });
    expect(found).toMatchObject({ question, servedBy: 'default', identical: true, stand: { rank: 3 } });
    expect(found.stand.parts).toEqual(answer.items[2]!.parts);
    expect(tellBlame(found, true).sentences.join(' ')).toContain('the same for everybody');
  });

  test('of a list by a model that runs elsewhere is refused', async () => {
    const answer = listOf(fold(shop, smallPolicy), base.question);
    const remote: Answer = { ...answer, model: { ...answer.model, name: 'remote' } };
    await expect(blameIn({ ...base, answer: remote })).rejects.toMatchObject({ code: 'not-kept' });
  });
});
