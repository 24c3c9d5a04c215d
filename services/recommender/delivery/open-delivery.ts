import type { Logger } from 'pino';
import type { Chores } from '../../platform/chores/chores.ts';
import type { Flags } from '../../platform/flags/flag-client.ts';
import { mountOfrep } from '../../platform/flags/ofrep.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { mountFlags } from '../flags/routes.ts';
import type { OwnEvents } from '../replay/own-events.ts';
import { type DeskDeps, RolloutDesk } from './rollout-desk.ts';
import { mountRollouts } from './routes.ts';

/** How often the judge looks at a rollout, in milliseconds. */
const JUDGE_MS = 1_000;

interface DeliveryDeps {
  readonly logger: Logger;
  readonly createChores: () => Chores;
}

interface DeliveryParts extends Omit<DeskDeps, 'logger'> {
  readonly put: OwnEvents;
  readonly flags: Flags;
}

/** Flags and rollouts. One replica judges for all, until what is returned is disposed of. */
export const openDelivery = (
  mount: Mount,
  { logger, createChores }: DeliveryDeps,
  { put, flags, ...parts }: DeliveryParts,
): AsyncDisposable & Pick<RolloutDesk, 'checkPromotion' | 'checkLive'> => {
  const { state, now } = parts;
  const desk = new RolloutDesk({ ...parts, logger });
  mountFlags(mount, { state, put, flags });
  mountOfrep(mount, { definition: () => state.flags.definition, flags });
  mountRollouts(mount, { desk, state, now });
  const chores = createChores();
  chores.start({ name: 'recommender.rollouts', everyMs: JUDGE_MS, work: () => desk.look() });
  return {
    checkPromotion: (rolloutId) => desk.checkPromotion(rolloutId),
    checkLive: (challenger) => desk.checkLive(challenger),
    [Symbol.asyncDispose]: () => chores[Symbol.asyncDispose](),
  };
};
