import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

/** One instance of a statement: what to ask, and of whom it speaks. */
export interface Case {
  readonly questions: readonly Question[];
  /** The account that it is about, for whoever looks into it. */
  readonly accountId?: string;
}

/** A statement that can be checked; each kind is one file with one of these. Pure. */
export interface Behaviour {
  /**
   * A sample that is another one for another `seed`, the same for the same. Undefined where it is still looking: others
   * may have the thread, and the state may be folded on.
   */
  cases(state: RecommenderState, seed: number): Iterable<Case | undefined>;
  /** Why the statement doesn't hold of a case; undefined if it does. `answers` are to its questions, in order. */
  breach(state: RecommenderState, one: Case, answers: readonly Answer[]): string | undefined;
}
