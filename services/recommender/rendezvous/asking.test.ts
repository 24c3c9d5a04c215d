import { describe, expect, test } from '@jest/globals';
import { aShop } from '../../../test/builders/a-shop.ts';
import { fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import type { RankedItem } from '../models/apart-model.ts';
import { askingOf, saidApart } from './asking.ts';

const state = fold(aShop({ policy: smallPolicy, established: 8, items: 6 }), smallPolicy);
const asking = askingOf(state, { kind: 'recommendations', accountId: 'e-1', limit: 2 }, 'r-1', undefined);
const model = { name: 'ease', version: '1', digest: `sha256:${'0'.repeat(64)}` } as const;

const reply = (...ids: readonly string[]) => ({
  requestId: 'r-1',
  accountId: 'e-1',
  items: ids.map((itemId, place) => ({ itemId, score: 10 - place })),
});
/** As sure of every place as can be. */
const certify = (items: readonly RankedItem[], limit: number) =>
  items.slice(0, limit).map(() => ({ accounts: 9, established: 9, newcomerProof: true }));

const saidBy = (said: unknown, certified = certify) =>
  saidApart(said, { model, runs: 'worker', certify: certified }, asking).toAnswer('preferred');

describe('what a model said that runs apart', () => {
  test('is certified by what its model knows', () => {
    const answer = saidBy(reply('i-1', 'i-2', 'i-3'));
    expect(answer).toMatchObject({
      servedBy: 'preferred',
      position: state.position,
      certificate: { set: 9 },
    });
    expect(answer.items.map(({ itemId }) => itemId)).toEqual(['i-1', 'i-2']);
  });

  test.each([
    ['an unknown item', reply('i-1', 'i-2', 'nobodys')],
    ['an item twice', reply('i-1', 'i-2', 'i-2')],
  ])('is certified by nothing where %s was taken out: who knows what came after the list', (_, said) => {
    expect(saidBy(said)).toMatchObject({
      items: [{ itemId: 'i-1' }, { itemId: 'i-2' }],
      certificate: { set: 1, price: { accounts: 1, amount: 0 } },
    });
  });

  test('is no answer where it can’t be certified: that is found out before it could be chosen', () => {
    const refuse = () => {
      throw new Error('no such votes');
    };
    expect(() => saidApart(reply('i-1'), { model, runs: 'worker', certify: refuse }, asking)).toThrow(
      'no such votes',
    );
  });
});
