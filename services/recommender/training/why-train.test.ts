import { expect, test } from '@jest/globals';
import { aShop } from '../../../test/builders/a-shop.ts';
import { incidentOpened, modelTrained } from '../../../test/builders/acts.ts';
import { applyTo, fold } from '../../../test/builders/fold.ts';
import { severePolicy, smallPolicy } from '../../../test/builders/policies.ts';
import { TODAY } from '../../../test/builders/an-order.ts';
import { whyTrain } from './why-train.ts';

const shop = aShop({ policy: smallPolicy });

test('a model is trained where nothing was, then once a day of events, and not while nobody is established', () => {
  expect(whyTrain(fold([], smallPolicy), 'ease')).toBeUndefined();
  expect(whyTrain(fold(aShop({ policy: smallPolicy, established: 1 }), smallPolicy), 'ease')).toBeUndefined();
  expect(whyTrain(fold(aShop({ policy: severePolicy }), severePolicy), 'ease')).toBeUndefined();
  const state = fold(shop, smallPolicy);
  expect(whyTrain(state, 'ease')).toMatch(/Nothing was trained/);
  applyTo(state, [modelTrained({ name: 'ease', day: '2026-01-01' })]);
  expect(whyTrain(state, 'ease')).toMatch(/of 2026-01-01/);
  applyTo(state, [modelTrained({ name: 'ease', day: TODAY })]);
  expect(whyTrain(state, 'ease')).toBeUndefined();
  expect(whyTrain(state, 'cooccurrence')).toMatch(/Nothing was trained/);
});

test('what another version of the model made is none, and nothing is learnt while publication is held', () => {
  const state = fold([...shop, modelTrained({ name: 'ease', day: TODAY, version: 'of-old' })], smallPolicy);
  expect(whyTrain(state, 'ease')).toMatch(/by this version/);
  applyTo(state, [incidentOpened('one')]);
  expect(whyTrain(state, 'ease')).toBeUndefined();
});
