import type { Answer, ServedBy } from '../../contracts/http/answers.ts';
import { computeAnswer, rankFor } from '../answers/compute-answer.ts';
import type { RankedItem } from '../models/apart-model.ts';
import type { TrustedName } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { apartAnswerOf, type AskedAs } from './apart-answer.ts';
import { type ApartHandle, type ApartRequest, apartRequestOf } from './apart-handle.ts';
import { checkedItems } from './checked-items.ts';
import { type ListQuestion, modelRequestOf } from './model-request.ts';
import { frameOf } from './shop-frame.ts';

/** What a model had to say. */
export interface Said {
  readonly items: readonly RankedItem[];
  /** Its list as an answer: of the one that goes out. */
  toAnswer(servedBy: ServedBy): Answer;
}

/** One question as all models are asked it. */
export interface Asking extends AskedAs, ApartRequest {
  readonly state: RecommenderState;
  readonly question: ListQuestion;
  /** Of the state, when it was asked. */
  readonly edition: number;
}

/** All that an answer depends on is read here: the state may have moved on when a model answers. */
export const askingOf = (
  state: RecommenderState,
  question: ListQuestion,
  requestId: string,
  variant: string | undefined,
): Asking => {
  const frame = frameOf(state);
  const request = modelRequestOf(state, question, frame.soldOut, requestId, variant);
  const { policy, edition } = state;
  const numberOf = (itemId: string) => state.items.find(itemId);
  return { state, question, edition, frame, policy, numberOf, ...apartRequestOf(request) };
};

/** Items that came later than the question are unknown to it. */
export const isKnownTo =
  ({ numberOf, frame }: AskedAs) =>
  (itemId: string): boolean =>
    (numberOf(itemId) ?? Infinity) < frame.items;

/** What a model that runs apart said, once all of it holds. @throws Error where it doesn't */
export const saidApart = (
  reply: unknown,
  { model, runs, certify }: Pick<ApartHandle, 'model' | 'runs' | 'certify'>,
  asking: Asking,
): Said => {
  const list = checkedItems(reply, asking.request, isKnownTo(asking));
  // Certified before it is one of those to choose from: what can't be is a failure of its model, never of the request.
  const answer = apartAnswerOf({ model, runs, certify, ...list }, asking);
  return { items: list.items, toAnswer: (servedBy) => ({ servedBy, ...answer }) };
};

export const saidHere = (name: TrustedName, { state, question, request }: Asking): Said => {
  const answer = computeAnswer(state, name, question, request.requestId);
  return { items: answer.items, toAnswer: (servedBy) => ({ ...answer, servedBy }) };
};

/** Only to be compared: without certificates. */
export const comparedHere = (name: TrustedName, { state, question }: Asking): Said => {
  const { places } = rankFor(state, name, question);
  return {
    items: places
      .first(question.limit)
      .map(({ item, score }) => ({ itemId: state.items.nameOf(item), score })),
    toAnswer: () => {
      throw new Error('what is only compared never goes out');
    },
  };
};
