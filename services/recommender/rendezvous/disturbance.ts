import type { ModelName, Question } from '../../contracts/http/answers.ts';
import type { ExperimentFault } from '../../contracts/http/experiments.ts';
import { apartRequestOf } from './apart-handle.ts';
import type { Asking } from './asking.ts';

/** What a chaos experiment does to one request. */
export interface Disturbance {
  readonly experimentId: string;
  readonly fault: ExperimentFault;
}

/** By how much a model's answer comes later, in milliseconds. */
export const delayOf = (name: ModelName, fault?: ExperimentFault): number =>
  fault?.kind === 'delay' && fault.model === name ? fault.milliseconds : 0;

const isBlind = (name: ModelName, fault: ExperimentFault | undefined): boolean =>
  fault?.kind === 'drop-inputs' && fault.model === name;

/** No account has this name. */
const NOBODY = '';

/** The question as it is put to a model in this thread: for nobody, where its inputs are dropped. */
export const putTo = <Q extends Question>(name: ModelName, question: Q, fault?: ExperimentFault): Q =>
  isBlind(name, fault) && question.kind === 'recommendations' ? { ...question, accountId: NOBODY } : question;

/** What a model is asked: as all others, unless its inputs are dropped. Whoever checks its answer goes by all of them. */
export const askedOf = (name: ModelName, asking: Asking, fault?: ExperimentFault): Asking => {
  if (!isBlind(name, fault)) return asking;
  const request = { ...asking.request, history: [] };
  return { ...asking, ...apartRequestOf(request), question: putTo(name, asking.question, fault) };
};
