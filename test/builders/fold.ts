import type { Answer, Question } from '../../services/contracts/http/answers.ts';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { defaultFlags } from '../../services/platform/flags/default-flags.ts';
import { computeAnswer } from '../../services/recommender/answers/compute-answer.ts';
import { defaultPolicy, type Policy } from '../../services/recommender/integrity/policy.ts';
import type { TrustedName } from '../../services/recommender/models/models.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';

const positionAt = (sequence: number): string => String(sequence).padStart(16, '0');

/** Folds on, as a log would: positions follow the state's own. */
export const applyTo = (state: RecommenderState, events: readonly RelishEvent[]): RecommenderState => {
  const before = Number(state.position);
  state.apply(events, (index) => positionAt(before + index + 1), positionAt(before + events.length));
  return state;
};

/** The state after these events, in this order. */
export const fold = (events: readonly RelishEvent[], policy: Policy = defaultPolicy): RecommenderState =>
  applyTo(new RecommenderState(policy, defaultFlags), events);

/** What the log does with events that it has already: (source, id) is unique, the first one stays. */
export const withoutDuplicates = (events: readonly RelishEvent[]): readonly RelishEvent[] => {
  const first = new Map<string, RelishEvent>();
  for (const event of events) {
    const key = JSON.stringify([event.source, event.id]);
    if (!first.has(key)) first.set(key, event);
  }
  return [...first.values()];
};

/** The answer to a question; accounts are answered by `peers` unless told otherwise. */
export const listOf = (state: RecommenderState, question: Question, model?: TrustedName): Answer => {
  const name = model ?? (question.kind === 'recommendations' ? 'peers' : question.kind);
  return computeAnswer(state, name, question, 'r-1');
};

export const popular = (limit = 100): Question => ({ kind: 'popular', limit });
export const recommended = (accountId: string, limit = 100): Question => ({
  kind: 'recommendations',
  accountId,
  limit,
});
/** Without what the account has had. */
export const newFor = (accountId: string, limit = 100): Question => ({
  kind: 'recommendations',
  accountId,
  limit,
  only: 'new',
});
export const relatedTo = (itemId: string, limit = 100): Question => ({ kind: 'related', itemId, limit });
