import type { RolloutPlan } from '../../../contracts/rollout.ts';
import { digestOf } from '../../../platform/digest/canonical-digest.ts';
import { MODEL_FLAG } from '../../../platform/flags/default-flags.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import { startOf } from '../../rollout/acts.ts';
import { agreedRollout } from '../../rollout/agreed-rollout.ts';
import { basisOf, checkPlan } from '../../rollout/rollout-checks.ts';
import type { ChangeKind } from '../change-kind.ts';
import type { InForce } from '../in-force.ts';
import { jsonDiff } from '../json-diff.ts';

/** The model of all accounts; undefined where they haven't one. */
const modelNow = (now: InForce): string | undefined => {
  const basis = basisOf(now);
  return basis instanceof AppError ? undefined : basis;
};

/** A rollout that begins. Against: the model flag, and what runs. */
export const rolloutChange = (plan: RolloutPlan): ChangeKind => ({
  base: ({ flags, rollouts }) =>
    digestOf({
      flag: flags.definition[MODEL_FLAG] ?? null,
      active: rollouts.active?.document.rolloutId ?? null,
    }),
  check: (now, at) => checkPlan(plan, now, at),
  diff(now) {
    const { challenger, steps, ...terms } = plan;
    const numbered = Object.fromEntries(steps.map((step, index) => [`step ${index + 1}`, step]));
    return jsonDiff({ model: modelNow(now) }, { model: challenger, ...numbered, ...terms });
  },
  acts({ change, ...word }, now) {
    const document = agreedRollout(plan, now, { id: change.changeId, owner: word.author.id });
    return startOf(document, now.flags, { ...word, change });
  },
});
