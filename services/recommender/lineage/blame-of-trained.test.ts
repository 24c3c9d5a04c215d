import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { aShop, establishedAt, itemAt } from '../../../test/builders/a-shop.ts';
import { item } from '../../../test/builders/acts.ts';
import { answerByNewest, aTraining, openHere } from '../../../test/builders/a-training.ts';
import { daysAgo } from '../../../test/builders/an-order.ts';
import { applyTo, fold, newFor, recommended } from '../../../test/builders/fold.ts';
import { hostileEvents } from '../../../test/builders/hostile.ts';
import { blameIn, byTime } from '../../../test/builders/look-back.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { took } from '../../../test/builders/recommender-client.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import type { Stand } from '../../contracts/http/blame.ts';
import { sequenceOf } from '../../platform/event-log/position.ts';
import { apartRequestOf } from '../rendezvous/apart-handle.ts';
import { askingOf } from '../rendezvous/asking.ts';
import type { ListQuestion } from '../rendezvous/model-request.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { tellBlame } from './tell-blame.ts';

const ITEMS = 8;
const policy = smallPolicy;
const ASKING = establishedAt(1);
const shop = byTime(aShop({ policy, established: 40, newcomers: 3, items: ITEMS }));
const first = aTraining(shop, policy, 'nothing was trained yet');

const accountQuestion = (limit: number, isNew: boolean): ListQuestion => {
  const question = isNew ? newFor(ASKING, limit) : recommended(ASKING, limit);
  if (question.kind !== 'recommendations') throw new Error('it is about an account');
  return question;
};
const question = accountQuestion(3, false);

const heard = z.object({ items: z.array(z.object({ itemId: z.string(), score: z.int() })) });

/** Where an item stands by an artifact, computed by itself. @param without items that the account had never had */
const placeBy = async (
  state: RecommenderState,
  asked: ListQuestion,
  artifacts: ReadonlyMap<string, Uint8Array>,
  itemId: string,
  without: readonly string[] = [],
): Promise<Pick<Stand, 'rank' | 'score'>> => {
  const { request } = askingOf(state, asked, 'r-1', undefined);
  const history = request.history.filter((taken) => !without.includes(taken.itemId));
  const soldOut = asked.only === 'new' ? [...request.soldOut, ...without] : request.soldOut;
  const changed = { ...request, history, soldOut, depth: 100 };
  const handle = openHere(state.trained.all[0]!, artifacts);
  const said = await handle.ask(apartRequestOf(changed));
  const { items } = heard.parse(said);
  const index = items.findIndex((one) => one.itemId === itemId);
  return index < 0 ? { score: 0 } : { rank: index + 1, score: items[index]!.score };
};

/** All but the one that asks take something new home. */
const rising = Array.from({ length: 40 }, (_, account) => establishedAt(account))
  .filter((accountId) => accountId !== ASKING)
  .flatMap((accountId) => [2, 1, 0].flatMap((ago) => took(accountId, 'rising', ago)));

/** A shop, a training, what else happened, another training, and again what else. */
const logWith = (between: readonly RelishEvent[], after: readonly RelishEvent[]) => {
  const learnt = [...shop, first.event, ...between];
  const second = aTraining(learnt, policy, 'the day was over');
  const artifacts = new Map([first, second].map(({ digest, artifact }) => [digest, artifact]));
  return { events: [...learnt, second.event, ...after], artifacts, second };
};

describe('blame of a list by a trained model', () => {
  test('adds up to the answer, names what really moved the item, and what really speaks for it', async () => {
    const said = hostileEvents({ accounts: ['h-1', ASKING, establishedAt(3)], items: ITEMS, maxLength: 15 });
    const stock = fc.subarray([
      item('item.soldout', itemAt(1), daysAgo(0, 1)),
      ...took(ASKING, itemAt(2), 0),
    ]);
    await fc.assert(
      fc.asyncProperty(
        ...[said, said, stock, fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.nat(ITEMS - 1)],
        async (between, after, last, limit, isNew, number) => {
          const { events, artifacts } = logWith(between, [...after, ...last]);
          const asked = accountQuestion(limit, isNew);
          const itemId = itemAt(number);
          const state = fold(events, policy);
          const answer = await answerByNewest(state, asked, artifacts);
          const found = await blameIn({
            ...{ events, policy, question: asked, itemId, answer, artifacts },
            model: 'ease',
          });
          const place = answer.items.findIndex((one) => one.itemId === itemId);
          expect(found).toMatchObject({ identical: true, inList: place >= 0, model: { name: 'ease' } });
          const { rank, score } = await placeBy(state, asked, artifacts, itemId);
          expect([found.stand.rank, found.stand.score]).toEqual([rank, score]);
          if (place >= 0)
            expect(found.stand).toMatchObject({ rank: place + 1, score: answer.items[place]!.score });

          for (const { itemId: had, without } of found.learnt!.because) {
            expect(without).toEqual(await placeBy(state, asked, artifacts, itemId, [had]));
            expect(without.score).toBeLessThan(score);
          }
          const { history } = askingOf(state, asked, 'r-1', undefined).request;
          const all = history.map((taken) => taken.itemId);
          expect(found.learnt!.unasked).toEqual(await placeBy(state, asked, artifacts, itemId, all));

          for (const change of [found.lastMove, found.lastChange]) {
            if (change?.before.model !== 'ease') continue;
            const at = sequenceOf(change.position);
            const past = fold(events.slice(0, at - 1), policy);
            expect(change.before).toMatchObject(await placeBy(past, asked, artifacts, itemId));
            applyTo(past, events.slice(at - 1, at));
            expect(change.after).toMatchObject(await placeBy(past, asked, artifacts, itemId));
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test('names the training that moved the item, by whom and why, and what the model learnt from', async () => {
    const { events, artifacts, second } = logWith(rising, []);
    const asked = accountQuestion(ITEMS, false);
    const answer = await answerByNewest(fold(events, policy), asked, artifacts);
    const found = await blameIn({
      ...{ events, policy, question: asked, answer, artifacts, itemId: 'rising' },
      model: 'ease',
    });
    expect(found.lastChange).toMatchObject({
      ...{ type: 'model.trained', kind: 'act', reason: 'the day was over' },
      before: { model: 'ease' },
    });
    // Its votes of before, by another model, are no measure of what it has now.
    expect(found.history.stands.map(({ model }) => model)).toContain('peers');
    expect(found.since.half?.day).toBe('2026-11-20');
    expect(found.acts.at(-1)).toMatchObject({ type: 'model.trained', reason: 'the day was over' });
    expect(found.learnt).toMatchObject({
      groups: 40,
      training: { artifact: second.digest, accounts: second.event.data.accounts },
    });
    expect(found.backers.standings).toEqual([]);
    const told = tellBlame(found, true).sentences.join(' ');
    expect(told).toContain('of 40 groups of accounts vote for it that ease learnt from');
    expect(told).toContain('trained the model anew: “the day was over”');
    expect(told).toContain(`from ${second.event.data.accounts} accounts`);
  });

  test('says what of the account’s history speaks for an item, and what anybody would see', async () => {
    const { events, artifacts } = logWith([], took(ASKING, 'only-mine', 0));
    const asked = accountQuestion(ITEMS, false);
    const answer = await answerByNewest(fold(events, policy), asked, artifacts);
    expect(answer.items.map(({ itemId }) => itemId)).toContain('only-mine');
    const found = await blameIn({
      ...{ events, policy, question: asked, answer, artifacts, itemId: 'only-mine' },
      model: 'ease',
    });
    expect(found.learnt!.because[0]).toMatchObject({ itemId: 'only-mine', days: 1, without: { score: 0 } });
    expect(found.learnt!.unasked).toEqual({ score: 0 });
    expect(found.lastMove).toMatchObject({ kind: 'order', type: 'order.fulfilled', accountId: ASKING });
    expect(tellBlame(found, true).sentences.join(' ')).toContain('only-mine on 1 day (without it: no place');
  });

  test('is by the artifact that answered, also where a newer one was on the log by then', async () => {
    const { events, artifacts, second } = logWith(rising, []);
    const asked = accountQuestion(ITEMS, false);
    const before = fold(events.slice(0, -1), policy);
    const older = await answerByNewest(before, asked, artifacts);
    const state = fold(events, policy);
    const answer = { ...older, position: state.position };
    const found = await blameIn({
      ...{ events, policy, question: asked, answer, artifacts, itemId: 'rising' },
      model: 'ease',
    });
    expect(found).toMatchObject({ identical: true, learnt: { training: { artifact: first.digest } } });
    expect(found.lastMove?.position).not.toBe(state.position);
    expect(second.digest).not.toBe(first.digest);
  });

  test('goes back as far as artifacts are kept, and says so', async () => {
    const { events, artifacts, second } = logWith(rising, took('watch', 'elsewhere', 0));
    const answer = await answerByNewest(fold(events, policy), question, artifacts);
    const { itemId } = answer.items[0]!;
    const asked = { events, policy, question, answer, itemId, model: 'ease' } as const;
    const kept = new Map([[second.digest, artifacts.get(second.digest)!]]);
    const found = await blameIn({ ...asked, artifacts: kept });
    const whole = await blameIn({ ...asked, artifacts });
    expect(found.identical).toBe(true);
    expect([found.history.isCut, whole.history.isCut]).toEqual([true, false]);
    expect(found.history.looks).toBeLessThan(whole.history.looks);
    await expect(blameIn({ ...asked, artifacts: new Map() })).rejects.toMatchObject({
      code: 'artifact-gone',
    });
  });
});
