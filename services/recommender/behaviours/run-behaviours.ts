import { setImmediate } from 'node:timers/promises';
import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { BehaviourDocument, BehaviourResult } from '../../contracts/http/behaviours.ts';
import { computeAnswer } from '../answers/compute-answer.ts';
import { ONE } from '../integrity/policy.ts';
import type { TrustedName } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Behaviour, Case } from './behaviour.ts';
import { behaviourOf } from './behaviour-of.ts';

/** Failures that are told. */
const TOLD = 5;

/** Answers as accounts would be answered; nothing of it is written down. */
export type Ask = (question: Question) => Answer | Promise<Answer>;

const breachOf = async (
  state: RecommenderState,
  behaviour: Behaviour,
  one: Case,
  ask: Ask,
): Promise<string | undefined> => {
  const answers: Answer[] = [];
  for (const question of one.questions) answers.push(await ask(question));
  return behaviour.breach(state, one, answers);
};

const resultOf = (
  { id, tolerance }: BehaviourDocument,
  cases: number,
  failures: BehaviourResult['failures'],
): BehaviourResult => ({
  id,
  holds: failures.length * ONE <= tolerance * cases,
  cases,
  failed: failures.length,
  failures: failures.slice(0, TOLD),
});

/** What is said of an item that nobody has heard of has no case, so that nobody rests on it: its id may be mistyped. */
const isOfNothing = ({ items }: RecommenderState, document: BehaviourDocument): boolean =>
  'itemId' in document && document.itemId !== undefined && items.find(document.itemId) === undefined;

const check = async (
  state: RecommenderState,
  document: BehaviourDocument,
  ask: Ask,
  seed: number,
): Promise<BehaviourResult> => {
  const behaviour = behaviourOf(document);
  const failures: BehaviourResult['failures'] = [];
  let cases = 0;
  if (isOfNothing(state, document)) return resultOf(document, cases, failures);
  for (const one of behaviour.cases(state, seed)) {
    await setImmediate();
    if (!one) continue;
    cases++;
    // A live state may move on between question and judgement: who fails is asked again.
    const isBroken = (await breachOf(state, behaviour, one, ask)) !== undefined;
    const detail = isBroken ? await breachOf(state, behaviour, one, ask) : undefined;
    if (detail !== undefined)
      failures.push({ ...(one.accountId !== undefined && { accountId: one.accountId }), detail });
  }
  return resultOf(document, cases, failures);
};

/**
 * Checks what must always hold of a model, on a sample of accounts that is the same at the same position; others have
 * the thread between two cases. Before a promotion give it the challenger, by name or by what asks it.
 * @param model a model that is made from the votes, or whatever answers
 * @returns a result a document, in their order
 */
export const runBehaviours = async (
  state: RecommenderState,
  model: TrustedName | Ask,
  documents: readonly BehaviourDocument[],
): Promise<BehaviourResult[]> => {
  const ask: Ask =
    typeof model === 'string'
      ? (question) =>
          computeAnswer(state, question.kind === 'recommendations' ? model : question.kind, question, 'check')
      : model;
  const seed = Number(state.position);
  const results: BehaviourResult[] = [];
  for (const document of documents) results.push(await check(state, document, ask, seed));
  return results;
};
