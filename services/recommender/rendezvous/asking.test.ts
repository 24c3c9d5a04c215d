import { describe, expect, test } from '@jest/globals';
import { aShop } from '../../../test/builders/a-shop.ts';
import { fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { hasOneShape } from '../../../test/builders/same-shape.ts';
import type { RankedItem } from '../models/apart-model.ts';
import { certificatesOf, rankFor } from '../answers/compute-answer.ts';
import { askingOf, saidApart, saidHere } from './asking.ts';
import { frameOf } from './shop-frame.ts';

const state = fold(aShop({ policy: smallPolicy, established: 8, items: 6 }), smallPolicy);
const question = { kind: 'recommendations', accountId: 'e-1', limit: 2 } as const;
const asking = askingOf(state, question, 'r-1', undefined);
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

/** In Node 20 an object that begins with a spread has a hidden class of its own once a property is added (v8:13303). */
describe('what is made of the same again and again for a list has one shape:', () => {
  const said = () => saidApart(reply('i-1', 'i-2', 'i-3'), { model, runs: 'worker', certify }, asking);
  test.each<[string, () => object]>([
    ['what all are asked', () => askingOf(state, question, 'r-1', 'ease')],
    ['the frame', () => frameOf(state)],
    ['the scores', () => rankFor(state, 'peers', question).scores],
    ['a certificate', () => certificatesOf(rankFor(state, 'peers', question), 2)[0]!],
    ['the answer of a model here', () => saidHere('peers', asking).toAnswer('baseline')],
    ['the answer of a model apart', () => said().toAnswer('preferred')],
  ])('%s', (_, make) => {
    expect(hasOneShape(make)).toBe(true);
  });
});
