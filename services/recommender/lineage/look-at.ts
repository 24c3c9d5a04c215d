import type { Absence, Stand } from '../../contracts/http/blame.ts';
import type { Question } from '../../contracts/http/answers.ts';
import { type Ranking, rankFor } from '../answers/compute-answer.ts';
import type { TrustedName } from '../models/models.ts';
import { placeOf } from '../models/ranking.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';

/** Rivals are told apart up to this place: below it nobody asks who passed whom. */
const DEEPEST = 200;
const NOTHING = { own: 0, established: 0, newcomers: 0 };

/** What one look at a state found out about an item. */
export interface Look {
  readonly stand: Stand;
  /** The items ahead of it, best first; empty below place `DEEPEST`. */
  readonly ahead: readonly string[];
  /** How many accounts were established. */
  readonly established: number;
}

const absenceOf = (
  state: RecommenderState,
  question: Question,
  item: number | undefined,
): Absence | undefined => {
  if (item === undefined) return 'unknown';
  if (state.catalogue.isSoldOut(item)) return 'sold-out';
  if (question.kind === 'related') return state.items.nameOf(item) === question.itemId ? 'itself' : undefined;
  if (question.kind !== 'recommendations' || question.only !== 'new') return undefined;
  const account = state.accounts.find(question.accountId);
  return account !== undefined && state.ballots.has(account, item) ? 'had' : undefined;
};

const partsIn = (
  { scores, isWaived }: Ranking,
  { policy }: RecommenderState,
  item: number | undefined,
): Pick<Stand, 'score' | 'parts' | 'uncapped'> => {
  if (item === undefined) return { score: 0, parts: NOTHING, uncapped: 0 };
  const { score, own, established, newcomers } = placeOf(item, scores, policy, isWaived);
  return { score, parts: { own, established, newcomers }, uncapped: scores.newcomers[item]! };
};

/**
 * Where an item stands for a question in a state, brought up to its day. An item that can have no place has the score
 * that it would have.
 * @param ranking that of the question by `model` in this state, where it is known
 */
export const lookAt = (
  state: RecommenderState,
  model: TrustedName,
  question: Question,
  itemId: string,
  ranking: Ranking = rankFor(state, model, question),
): Look => {
  const item = state.items.find(itemId);
  const index = ranking.places.findIndex((place) => place.item === item);
  const absence = absenceOf(state, question, item) ?? (index < 0 ? 'no-votes' : undefined);
  const ahead = index < DEEPEST ? ranking.places.slice(0, Math.max(0, index)) : [];
  return {
    stand: {
      position: state.position,
      ...(state.today !== undefined && { day: dateOfDay(state.today) }),
      model,
      ...(index >= 0 && { rank: index + 1 }),
      ...(absence && { absence }),
      ...partsIn(ranking, state, item),
    },
    ahead: ahead.map((place) => state.items.nameOf(place.item)),
    established: state.tally.establishedCount,
  };
};
