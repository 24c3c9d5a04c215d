import type { Answer, ModelName, Question } from '../../../contracts/http/answers.ts';
import type { BehaviourResult } from '../../../contracts/http/behaviours.ts';
import type { FindingKind } from '../../../contracts/http/incidents.ts';
import type { IncidentBundle } from '../../../contracts/incident-bundle.ts';
import { canonicalJson } from '../../../platform/digest/canonical-digest.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import { computeAnswer } from '../../answers/compute-answer.ts';
import { runBehaviours } from '../../behaviours/run-behaviours.ts';
import { isTrusted } from '../../models/models.ts';
import { defaultListOf } from '../../rendezvous/default-lists.ts';
import { LiveModels } from '../../rendezvous/live-models.ts';
import { Rendezvous } from '../../rendezvous/rendezvous.ts';
import { RecommenderState } from '../../replay/recommender-state.ts';
import { decodeSnapshot } from '../../snapshots/decode-snapshot.ts';
import { restoreSnapshot } from '../../snapshots/restore-snapshot.ts';
import { monitors } from '../monitors/monitors.ts';
import { modelsOf } from './bundled-artifacts.ts';
import type { OpenedBundle } from './read-bundle.ts';

/** An answer of the bundle, computed again from its state by the code that runs here. */
export interface ReplayedAnswer {
  readonly requestId: string;
  readonly model: string;
  /** As the accused process answered to the same at the bundle's position. */
  readonly isSameNow: boolean;
  /** As it went out then: the same unless something happened in between that counts. */
  readonly isSameThen: boolean;
  readonly items: readonly string[];
  readonly expected: readonly string[];
}

export interface Replay {
  readonly bundle: IncidentBundle;
  /** What the monitors find in the bundle's window, here. */
  readonly found: readonly { readonly kind: FindingKind; readonly reason: string }[];
  /** But those by trained models whose artifact isn't here. Empty where it has no state. */
  readonly answers: readonly ReplayedAnswer[];
  /** Of the statements in force then, by the model that answered last. */
  readonly behaviours: readonly BehaviourResult[];
}

const stateOf = async ({ bundle, snapshot }: OpenedBundle, stop: AbortSignal) => {
  if (!snapshot || !('digest' in bundle.snapshot)) return undefined;
  const state = new RecommenderState(bundle.policy.content, bundle.flags.content);
  await restoreSnapshot(state, await decodeSnapshot(snapshot, bundle.snapshot.digest), stop);
  if (state.position === bundle.position) return state;
  throw new AppError(422, 'bundle-unusable', 'The bundle’s state is of another position than the bundle.');
};

const idsOf = ({ items }: Answer): readonly string[] => items.map(({ itemId }) => itemId);

/** What follows from the state alone. The variant is the flag's, whose word is taken: the model is the one it named. */
const substanceOf = ({ items, certificate, model, basis, policy }: Answer): string =>
  canonicalJson({ items, certificate, model, basis, policy });

/** Who answers here: models that are made from the state, and those whose artifacts came with the bundle. */
interface Replaying {
  readonly state: RecommenderState;
  readonly live: LiveModels;
  readonly rendezvous: Rendezvous;
}

const canAnswer = ({ live }: Replaying, { name, digest }: Answer['model']): boolean =>
  isTrusted(name) || live.find(name)?.model.digest === digest;

/** As the service would answer: the default list where a model can't be asked. */
const answerBy = async (
  { state, rendezvous }: Replaying,
  model: ModelName,
  question: Question,
  requestId: string,
): Promise<Answer> => {
  if (question.kind !== 'recommendations') return computeAnswer(state, question.kind, question, requestId);
  if (isTrusted(model)) return computeAnswer(state, model, question, requestId);
  try {
    return await rendezvous.again(state, question, { model }, { requestId, servedBy: 'preferred' });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return defaultListOf(state, question.limit, requestId);
  }
};

const replayAnswer = async (
  replaying: Replaying,
  { question, then, now }: IncidentBundle['answers'][number],
): Promise<ReplayedAnswer> => {
  const again = await answerBy(replaying, now.model.name, question, then.requestId);
  return {
    requestId: then.requestId,
    model: now.model.name,
    isSameNow: substanceOf(again) === substanceOf(now),
    isSameThen: substanceOf(again) === substanceOf(then),
    items: idsOf(again),
    expected: idsOf(now),
  };
};

const openReplaying = (state: RecommenderState, opened: OpenedBundle): Replaying => {
  const live = new LiveModels();
  for (const handle of modelsOf({ artifacts: opened.bundle.artifacts, bytes: opened.artifacts }))
    live.put(handle);
  const now = () => performance.now();
  return { state, live, rendezvous: new Rendezvous({ live, now, isPressed: () => true, onSettled() {} }) };
};

/**
 * Computes again what a bundle says, without the service and the log: the answers from the state that came with it, by
 * this code's models, and what the monitors find in what they saw.
 * @throws AppError 422 `snapshot-unusable`, `bundle-unusable`; the reason of `stop`
 */
export const replayBundle = async (opened: OpenedBundle, stop: AbortSignal): Promise<Replay> => {
  const { bundle } = opened;
  const found = monitors.flatMap((monitor) => {
    const finding = monitor.runOnce(bundle.window);
    return finding ? [{ kind: monitor.name, reason: finding.reason }] : [];
  });
  const state = await stateOf(opened, stop);
  if (!state) return { bundle, found, answers: [], behaviours: [] };
  const replaying = openReplaying(state, opened);
  const answers: ReplayedAnswer[] = [];
  for (const answer of bundle.answers)
    if (canAnswer(replaying, answer.now.model)) answers.push(await replayAnswer(replaying, answer));
  const served = bundle.answers.at(-1)?.now.model;
  const name = served && canAnswer(replaying, served) ? served.name : 'peers';
  const ask = (question: Question) => answerBy(replaying, name, question, 'check');
  return { bundle, found, answers, behaviours: await runBehaviours(state, ask, bundle.behaviours) };
};
