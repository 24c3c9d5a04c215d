import type { Absence, Stand } from '../../contracts/http/blame.ts';
import type { Question } from '../../contracts/http/answers.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';
import type { Ranked } from './ranked.ts';

/** Rivals are told apart up to this place: below it nobody asks who passed whom. */
const DEEPEST = 200;

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

/** Where an item stands for a question in a state. @param ranked the question's items in that state */
export const lookAt = (state: RecommenderState, ranked: Ranked, question: Question, itemId: string): Look => {
  const rank = ranked.rankOf(itemId);
  const absence =
    absenceOf(state, question, state.items.find(itemId)) ?? (rank === undefined ? 'no-votes' : undefined);
  const before = rank === undefined || rank > DEEPEST ? 0 : rank - 1;
  return {
    stand: {
      position: state.position,
      ...(state.today !== undefined && { day: dateOfDay(state.today) }),
      model: ranked.model,
      ...(rank !== undefined && { rank }),
      ...(absence && { absence }),
      ...ranked.scoreOf(itemId),
    },
    ahead: Array.from({ length: before }, (_, index) => ranked.at(index + 1)!.itemId),
    established: state.tally.establishedCount,
  };
};
