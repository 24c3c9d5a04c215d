import type { Answer } from '../../contracts/http/answers.ts';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
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
  readonly flags: FlagDefinition;
  readonly at: number;
}

/**
 * Lists that are there before anybody asks, one a length (1 to 100): what goes out when no model has an answer. One may
 * be a second old; its position says so. It knows nobody, so not what the asking account has had either.
 */
export class DefaultLists {
  readonly #kept = new WeakMap<RecommenderState, Map<number, Kept>>();

  /**
   * The list of this length as it would go out now, without a request's id. One of other flags is none: the variant of
   * an answer is that of the flags at its position.
   * @param now milliseconds
   * @returns undefined where the model fails and there is no earlier one
   */
  listOf(state: RecommenderState, limit: number, now: number): Answer | undefined {
    const byLength = this.#kept.get(state) ?? new Map<number, Kept>();
    this.#kept.set(state, byLength);
    const { edition } = state;
    const { definition: flags } = state.flags;
    const last = byLength.get(limit);
    const kept = last?.flags === flags ? last : undefined;
    if (kept && (kept.edition === edition || now - kept.at < FRESH_MS)) return kept.list;
    try {
      const list = defaultListOf(state, limit, '');
      byLength.set(limit, { list, edition, flags, at: now });
      return list;
    } catch {
      // The model's own seat says so.
      return kept?.list;
    }
  }
}
