import { describe, expect, test } from '@jest/globals';
import { item } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { aShop } from '../../../test/builders/a-shop.ts';
import {
  applyTo,
  fold,
  listOf,
  newFor,
  popular,
  recommended,
  relatedTo,
} from '../../../test/builders/fold.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import { answer as answerSchema } from '../../contracts/http/answers.ts';
import { defaultPolicy, ONE, type Policy } from '../integrity/policy.ts';

const took = (account: string, itemId: string, ago = 1): readonly RelishEvent[] =>
  anOrder(`${account} ${itemId} ${ago}`).by(account).of(itemId).placedAt(daysAgo(ago)).fulfilled().events;

const idsIn = (events: readonly RelishEvent[], question = popular()): readonly string[] =>
  listOf(fold(events), question).items.map(({ itemId }) => itemId);

describe('an answer', () => {
  test('lists what was taken home, best first, ties by id, and nothing else', () => {
    const events = [
      ...took('a-1', 'b'),
      ...took('a-1', 'a'),
      ...took('a-2', 'c', 1),
      ...took('a-2', 'c', 2),
      ...anOrder('o').by('a-3').of('never').events,
      item('item.listed', 'only-listed'),
    ];
    expect(idsIn(events)).toEqual(['c', 'a', 'b']);
    expect(idsIn(events, popular(2))).toEqual(['c', 'a']);
  });

  test('leaves out what is sold out, until it is back', () => {
    const state = fold([...took('a-1', 'a'), ...took('a-1', 'b'), item('item.soldout', 'a', daysAgo(0, 1))]);
    const ids = () => listOf(state, recommended('a-2')).items.map(({ itemId }) => itemId);
    expect(ids()).toEqual(['b']);
    applyTo(state, [item('item.restocked', 'a', daysAgo(0, -1))]);
    expect(ids()).toEqual(['b']);
    applyTo(state, [item('item.restocked', 'a', daysAgo(0, 2))]);
    expect(ids()).toEqual(['a', 'b']);
  });

  test('to "what is new to me" leaves out what the account has had, not what it gave back or only ordered', () => {
    const events = [
      ...['a', 'b', 'c', 'd'].flatMap((itemId) => took('a-1', itemId)),
      ...took('a-2', 'a'),
      ...anOrder('o-1').by('a-2').of('b').fulfilled().refunded().events,
      ...anOrder('o-2').by('a-2').of('c').events,
    ];
    expect(idsIn(events, newFor('a-2'))).toEqual(['b', 'c', 'd']);
    expect(idsIn(events, newFor('nobody'))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('about an item never holds that item; one that nobody knows is like no other', () => {
    const events = [...took('a-1', 'a'), ...took('a-1', 'b'), ...took('a-2', 'c')];
    expect(idsIn(events, relatedTo('a'))).toEqual(['b', 'c']);
    expect(idsIn(events, relatedTo('unknown'))).toEqual(['a', 'b', 'c']);
  });

  test('without the own vote of who asks: what only they like is theirs, not a recommendation of others', () => {
    const events = [...took('a-1', 'mine'), ...took('a-1', 'ours'), ...took('a-2', 'ours')];
    const state = fold(events);
    expect(listOf(state, recommended('a-1'), 'popular').items).toEqual([
      expect.objectContaining({ itemId: 'ours', supporters: 1 }),
    ]);
    const [ours, mine] = listOf(state, recommended('a-1')).items;
    expect(ours).toMatchObject({ itemId: 'ours', supporters: 1 });
    expect(mine).toMatchObject({ itemId: 'mine', supporters: 0, parts: { established: 0, newcomers: 0 } });
    expect(mine!.parts.own).toBe(mine!.score);
  });

  test('says what it rests on: an account without settled history gets the order of popular, by peers', () => {
    const state = fold([...took('a-1', 'a'), ...anOrder('o').by('a-2').of('a').events]);
    expect(listOf(state, recommended('a-1'))).toMatchObject({ basis: 'peers', model: { name: 'peers' } });
    for (const account of ['a-2', 'nobody']) {
      expect(listOf(state, recommended(account))).toMatchObject({
        basis: 'popular',
        model: { name: 'peers' },
      });
    }
  });

  test('has the shape of the contract, of an empty shop too', () => {
    for (const events of [[], aShop()]) {
      const state = fold(events);
      for (const question of [popular(), recommended('e-1', 3), relatedTo('i-1', 100)]) {
        const answer = listOf(state, question);
        expect(answerSchema.strict().parse(answer)).toEqual(answer);
        for (const { score, parts } of answer.items) {
          expect(parts.own + parts.established + parts.newcomers).toBe(score);
        }
      }
    }
  });
});

describe('the promise of an answer', () => {
  const waived = fold(took('a-1', 'a'));
  const shop = fold(aShop({ established: 40 }));

  test('is none while the shop is new', () => {
    expect(listOf(waived, popular())).toMatchObject({
      items: [{ certificate: { accounts: 0, newcomerProof: false } }],
      certificate: { set: 0, waived: true, price: { accounts: 0, established: 0, days: 0, amount: 0 } },
    });
  });

  test('is none of the naive model, whoever shops there', () => {
    for (const { certificate } of listOf(shop, recommended('e-1'), 'naive').items) {
      expect(certificate).toEqual({ accounts: 1, newcomerProof: false });
    }
    expect(listOf(shop, recommended('e-1'), 'naive').certificate.price.amount).toBe(0);
  });

  test('for the set is the least of its items, and counts those that stay', () => {
    const { items, certificate } = listOf(shop, popular(5));
    const accounts = items.map((one) => one.certificate.accounts);
    expect(certificate.set).toBe(Math.min(...accounts));
    expect(certificate.waived).toBe(false);
    for (const { accounts: attackers, items: stay } of certificate.remaining) {
      expect(stay).toBe(accounts.filter((needed) => needed > attackers).length);
    }
  });

  test.each([0, 850])('is that of its weakest item, at %p an order', (price) => {
    const policy: Policy = { ...defaultPolicy, newcomers: { share: 0, allowance: 0 } };
    const regulars = (itemId: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        [20, 19, 18, 17, 16].flatMap((ago) => took(`${itemId} ${index}`, itemId, ago)),
      ).flat();
    const events = [
      ...[...regulars('a', 30), ...regulars('b', 12), ...regulars('c', 6)],
      item('item.listed', 'a', daysAgo(0), { price }),
    ];
    const { items, certificate } = listOf(fold(events, policy), popular(2));
    const accounts = items[1]!.certificate.accounts;
    expect(accounts).toBeLessThan(items[0]!.certificate.accounts);
    expect(certificate.price).toEqual({
      accounts,
      established: accounts,
      days: 14,
      amount: accounts * 5 * price,
    });
  });

  test.each([0, 850])('asks for no more than the cheapest way to any change, at %p an order', (price) => {
    // "far" stands alone at the top of established votes; the second place is a newcomers' item, one vote ahead.
    const policy: Policy = { ...defaultPolicy, newcomers: { share: 0, allowance: 9 * ONE } };
    const days = [20, 19, 18, 17, 16, 0];
    const events = [
      ...Array.from({ length: 30 }, (_, index) =>
        days.flatMap((ago) => took(`e-${index}`, 'far', ago)),
      ).flat(),
      ...Array.from({ length: 4 }, (_, index) =>
        [0, 1, 2].flatMap((ago) => took(`n-${index}`, 'near', ago)),
      ).flat(),
      ...Array.from({ length: 2 }, (_, index) =>
        [0, 1, 2].flatMap((ago) => took(`m-${index}`, 'next', ago)),
      ).flat(),
      item('item.listed', 'far', daysAgo(0), { price }),
    ];
    const { items, certificate } = listOf(fold(events, policy), popular(2));
    expect(items.map(({ itemId }) => itemId)).toEqual(['far', 'near']);
    const [far, near] = items.map((one) => one.certificate.accounts);
    expect(far!).toBeGreaterThan(near!);
    // Newcomers are enough to lift "next" over "near".
    expect(certificate.price).toEqual({ accounts: near!, established: 0, days: 0, amount: near! * price });
  });
});
