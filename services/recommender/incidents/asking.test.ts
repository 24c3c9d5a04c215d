import { expect, test } from '@jest/globals';
import type { Answer } from '../../contracts/http/answers.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { aShop, establishedAt } from '../../../test/builders/a-shop.ts';
import { anAnswer, anItem, exposedTo } from '../../../test/builders/an-answer.ts';
import { daysAgo } from '../../../test/builders/an-order.ts';
import { applyTo, fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { Asking } from './asking.ts';

const modelOf = (name: Answer['model']['name'], mark: string) => ({
  model: { name, version: '1', digest: `sha256:${mark.repeat(64)}` },
});
type Made = ReturnType<typeof modelOf>;

/** What is said of a list that went out, when the same question gets another list now. */
const comparedWith = async (then: Made, now: Made) => {
  const state = fold(aShop({ policy: smallPolicy, established: 3 }), smallPolicy);
  const { position } = state;
  const went = { ...then, position, items: [anItem('i-1')] };
  applyTo(state, [exposedTo(establishedAt(0), 'a-variant', daysAgo(0), went)]);
  const asking = new Asking({
    state,
    preview: async () => anAnswer({ ...now, items: [anItem('i-2')] }),
    reproduce: () => Promise.reject(new AppError(409, 'artifact-gone', 'It is gone.')),
  });
  await asking.ask(new AbortController().signal);
  return asking.golden.map(({ isIdentical }) => isIdentical);
};

test('a list that comes out otherwise is told, unless another artifact of the model has taken over since', async () => {
  expect(await comparedWith(modelOf('peers', '0'), modelOf('peers', '0'))).toEqual([false]);
  expect(await comparedWith(modelOf('peers', '0'), modelOf('peers', '1'))).toEqual([false]);
  expect(await comparedWith(modelOf('ease', '0'), modelOf('ease', '0'))).toEqual([false]);
  expect(await comparedWith(modelOf('ease', '0'), modelOf('ease', '1'))).toEqual([]);
});
