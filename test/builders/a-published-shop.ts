import type { RelishEvent } from '../../services/contracts/events.ts';
import { computeAnswer } from '../../services/recommender/answers/compute-answer.ts';
import { exposureOf } from '../../services/recommender/answers/exposures.ts';
import { quarantined } from './acts.ts';
import { aShop, establishedAt } from './a-shop.ts';
import { TODAY } from './an-order.ts';
import { fold, popular, recommended } from './fold.ts';
import { smallPolicy } from './policies.ts';

/** When it is looked at. */
export const AT = `${TODAY}T22:00:00Z`;

/** What happened in a small shop. */
export const shop: readonly RelishEvent[] = [
  ...aShop({ policy: smallPolicy, established: 8, newcomers: 3, items: 8 }),
  quarantined('n-0'),
];
/** All that follows from it. */
export const state = fold(shop, smallPolicy);
const questions = [
  ...Array.from({ length: 14 }, (_, index) => recommended(establishedAt(index % 8), 5)),
  recommended('n-1', 3),
  popular(4),
];
/** And the lists that went out: fourteen of five items to established accounts, two others. */
export const exposures = questions.map((question, index) => {
  const model = question.kind === 'recommendations' ? 'peers' : question.kind;
  return exposureOf(question, computeAnswer(state, model, question, `r-${index}`), `${TODAY}T20:00:00Z`);
});
