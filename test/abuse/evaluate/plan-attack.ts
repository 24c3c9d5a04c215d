import type { RelishEvent } from '../../../services/contracts/events.ts';
import { asKnownTo } from '../attacks/as-known-to.ts';
import type { Attack, Parameters, Shop } from '../attacks/attack.ts';
import {
  hostileOrigins,
  type OriginChoice,
  type OriginPlan,
  originPlanOf,
  withOrigins,
} from '../attacks/origins.ts';
import { chooseScene } from './choose-scene.ts';
import type { CleanPicture } from './clean-picture.ts';

/** One attack on one history: what is merged into it, and whose lists are looked at. */
export interface Planned {
  readonly attack: Attack;
  readonly shop: Shop;
  readonly target: string;
  readonly parameters: Parameters;
  readonly origins: OriginPlan | 'their own';
  readonly events: readonly RelishEvent[];
  /** Accounts with events of the attack; hostile are none of a control's. */
  readonly involved: ReadonlySet<string>;
  readonly hostile: readonly string[];
  readonly audience: readonly string[];
}

export const accountsIn = (events: readonly RelishEvent[]): ReadonlySet<string> =>
  new Set(events.flatMap((event) => ('accountId' in event.data ? event.data.accountId : [])));

/** @returns undefined where the history has nobody to attack in this way */
export const planAttack = (
  picture: CleanPicture,
  attack: Attack,
  seed: number,
  choice: OriginChoice,
): Planned | undefined => {
  const scene = chooseScene(picture, attack, seed);
  if (!scene) return undefined;
  const { shop, target } = scene;
  const parameters: Parameters = { ...attack.size(shop), seed };
  const isControl = attack.by === 'honest';
  const origins = isControl ? 'their own' : originPlanOf(choice, parameters);
  const originOf =
    origins === 'their own'
      ? (accountId: string) => picture.origins.get(accountId)
      : hostileOrigins(origins, seed);
  const plan = attack.plan(asKnownTo(shop, parameters.knowledge), target, parameters);
  const events = withOrigins(plan, originOf);
  const involved = accountsIn(events);
  return {
    ...{ attack, shop, target, parameters, origins, events, involved },
    hostile: isControl ? [] : [...involved],
    // Lists of people who took part are their own doing.
    audience: scene.audience.filter((accountId) => !involved.has(accountId)),
  };
};
