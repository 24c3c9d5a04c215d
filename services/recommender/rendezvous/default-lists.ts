import type { Answer } from '../../contracts/http/answers.ts';
import { computeAnswer } from '../answers/compute-answer.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { SAFETY_NET } from './role-of.ts';

/** For how long a list that is no longer the newest will do, in milliseconds. */
const FRESH_MS = 1_000;

/** The same list for everybody, of a state: pure, so that it can be made again. */
export const defaultListOf = (state: RecommenderState, limit: number, requestId: string): Answer => ({
  ...computeAnswer(state, SAFETY_NET, { kind: 'popular', limit }, requestId),
  servedBy: 'default',
});

interface Kept {
  readonly list: Answer;
  readonly edition: number;
  readonly at: number;
}

/**
 * Lists that are there before anybody asks, one a length (1 to 100): what goes out when no model has an answer. One may
 * be a second old; its position says so. It knows nobody, so not what the asking account has had either.
 */
export class DefaultLists {
  readonly #kept = new Map<number, Kept>();

  /** Makes the list of this length, if the last one is old. @throws whatever the model throws */
  prepare(state: RecommenderState, limit: number, now: number): void {
    const kept = this.#kept.get(limit);
    if (kept && (kept.edition === state.edition || now - kept.at < FRESH_MS)) return;
    const list = defaultListOf(state, limit, '');
    this.#kept.set(limit, { list, edition: state.edition, at: now });
  }

  take(limit: number, requestId: string): Answer | undefined {
    const kept = this.#kept.get(limit);
    return kept && { ...kept.list, requestId };
  }
}
