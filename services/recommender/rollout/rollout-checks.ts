import { type AccountModelName, accountModelName } from '../../contracts/http/answers.ts';
import { MAX_ROLLOUT_MS, type RolloutPlan } from '../../contracts/rollout.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { FlagsNow } from './acts.ts';
import { isInForce, plainRules } from './arms.ts';
import type { Run } from './judge.ts';

/** What acts on rollouts are decided by: what is in force. */
export interface RolloutGround {
  readonly flags: FlagsNow;
  readonly rollouts: { readonly active: Run | undefined };
}

const conflict = (code: string, detail: string): AppError => new AppError(409, code, detail);

/** The model that all accounts get, or why no rollout can start. */
export const basisOf = ({ flags, rollouts }: RolloutGround): AccountModelName | AppError => {
  if (rollouts.active) return conflict('rollout-active', 'Another rollout runs: one at a time.');
  const flag = flags.definition[MODEL_FLAG];
  if (flag?.state !== 'ENABLED')
    return conflict('flag-off', `The flag ${MODEL_FLAG} is off or missing: turn it on first.`);
  const rules = plainRules(flag);
  const model = accountModelName.safeParse(rules && flag.variants[rules.rest]);
  const detail = `The flag ${MODEL_FLAG} has a split or rules of its own: give all to one model first.`;
  return model.success ? model.data : conflict('flag-split', detail);
};

/** @throws AppError 409 */
export const baselineOf = (ground: RolloutGround): AccountModelName => {
  const basis = basisOf(ground);
  if (basis instanceof AppError) throw basis;
  return basis;
};

/**
 * Whether a plan can begin as things are.
 * @param at milliseconds since 1970
 * @throws AppError 409 where one runs already or the flag isn't plain, 422 for what no rollout can be
 */
export const checkPlan = ({ challenger, expires }: RolloutPlan, ground: RolloutGround, at: number): void => {
  if (challenger === baselineOf(ground))
    throw new AppError(
      422,
      'challenger-is-baseline',
      `Everybody gets ${challenger} already: choose another model.`,
    );
  const left = Date.parse(expires) - at;
  if (left > 0 && left <= MAX_ROLLOUT_MS) return;
  throw new AppError(422, 'expires-never', 'A rollout expires within 90 days from now, and not before now.');
};

/** Whether the flag gives out the arms as the step says: nobody has changed it. */
export const hasItsArms = ({ document, step }: Run, { definition }: FlagsNow): boolean =>
  isInForce(definition[MODEL_FLAG], document, document.steps[step]?.parts ?? 0);

/** The one that runs. @throws AppError 409 for any other */
export const unfinishedRun = ({ rollouts: { active } }: RolloutGround, rolloutId: string): Run => {
  if (active?.document.rolloutId === rolloutId) return active;
  throw conflict('rollout-finished', 'This rollout is over, or never was.');
};

/** The one that runs, as long as its challenger can be given to everybody. @throws AppError 409 */
export const promotableRun = (ground: RolloutGround, rolloutId: string): Run => {
  const run = unfinishedRun(ground, rolloutId);
  if (hasItsArms(run, ground.flags)) return run;
  throw conflict('flag-changed', 'The flag doesn’t give out the arms any more: change it itself.');
};
