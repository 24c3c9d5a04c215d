import type { Answer } from '../../../contracts/http/answers.ts';
import type { BehaviourResult } from '../../../contracts/http/behaviours.ts';
import type { FindingKind } from '../../../contracts/http/incidents.ts';
import type { IncidentBundle } from '../../../contracts/incident-bundle.ts';
import { canonicalJson } from '../../../platform/digest/canonical-digest.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import { computeAnswer } from '../../answers/compute-answer.ts';
import { runBehaviours } from '../../behaviours/run-behaviours.ts';
import { isTrusted, type TrustedName } from '../../models/models.ts';
import { RecommenderState } from '../../replay/recommender-state.ts';
import { decodeSnapshot } from '../../snapshots/decode-snapshot.ts';
import { restoreSnapshot } from '../../snapshots/restore-snapshot.ts';
import { monitors } from '../monitors/monitors.ts';
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
  /** By models that are made from the votes: those that are trained apart aren't in a bundle. Empty where it has no state. */
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

const replayAnswer = (
  state: RecommenderState,
  name: TrustedName,
  { question, then, now }: IncidentBundle['answers'][number],
): ReplayedAnswer => {
  const again = computeAnswer(state, name, question, then.requestId);
  return {
    requestId: then.requestId,
    model: now.model.name,
    isSameNow: substanceOf(again) === substanceOf(now),
    isSameThen: substanceOf(again) === substanceOf(then),
    items: idsOf(again),
    expected: idsOf(now),
  };
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
  const answers = bundle.answers.flatMap((answer) => {
    const { name } = answer.now.model;
    return isTrusted(name) ? [replayAnswer(state, name, answer)] : [];
  });
  const name = bundle.answers.at(-1)?.now.model.name ?? 'peers';
  const served = isTrusted(name) ? name : 'peers';
  return { bundle, found, answers, behaviours: await runBehaviours(state, served, bundle.behaviours) };
};
