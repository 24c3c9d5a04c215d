import type { Answer } from '../../../contracts/http/answers.ts';
import type { BehaviourDocument } from '../../../contracts/http/behaviours.ts';
import type { Behaviour } from '../behaviour.ts';
import { differentPairs } from '../different-pairs.ts';

const PAIRS = 8;

type Document = Extract<BehaviourDocument, { kind: 'different-histories-different-lists' }>;

const orderOf = (answer: Answer | undefined): string =>
  JSON.stringify(answer?.items.map(({ itemId }) => itemId));

/** Two accounts that have nothing in common aren't given the same list. */
export const differentHistoriesDifferentLists = ({ top }: Document): Behaviour => ({
  cases: (state, seed) =>
    differentPairs(state, seed, PAIRS).map((pair) => ({
      accountId: pair[0],
      questions: pair.map((accountId) => ({ kind: 'recommendations', accountId, limit: top })),
    })),
  breach(_state, { questions: [, other] }, [one, another]) {
    if (orderOf(one) !== orderOf(another)) return undefined;
    const name = other?.kind === 'recommendations' ? other.accountId : 'another account';
    return `the same list as ${name}, with whom it has nothing in common`;
  },
});
