import { type RolloutDocument, rolloutDocument, type RolloutPlan } from '../../contracts/rollout.ts';
import { baselineOf, type RolloutGround } from './rollout-checks.ts';

const ID_LENGTH = 12;

/** @param id of whatever it comes from: a UUID */
export const rolloutIdOf = (id: string): string => `ro-${id.replaceAll('-', '').slice(0, ID_LENGTH)}`;

/** A plan with what it is measured against and who answers for it. @throws AppError 409 where none can begin */
export const agreedRollout = (
  plan: RolloutPlan,
  ground: RolloutGround,
  { id, owner }: { readonly id: string; readonly owner: string },
): RolloutDocument =>
  rolloutDocument.parse({ owner, ...plan, rolloutId: rolloutIdOf(id), baseline: baselineOf(ground) });
