import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Policy } from '../../services/recommender/integrity/policy.ts';
import { anOrder, daysAgo } from './an-order.ts';

export const botAt = (index: number): string => `b-${index}`;

/** Bots that order the same things in the same minutes until they are established, `restAgo` days ago; one of them was ill once. */
export const aFarm = (
  { bots, items, restAgo = 1 }: { bots: number; items: readonly string[]; restAgo?: number },
  { standing }: Policy,
): readonly RelishEvent[] =>
  Array.from({ length: bots }, (_, bot) =>
    Array.from({ length: Math.max(standing.days, 2) + 1 }, (_, day) => {
      const ago = restAgo + standing.age + day;
      const lines = anOrder(`farm-${bot}-${day}`).by(botAt(bot));
      const order = items.reduce((order, itemId) => order.of(itemId), lines).placedAt(daysAgo(ago, day % 3));
      return bot === 1 && day === 1 ? order.cancelled().events : order.fulfilled().events;
    }).flat(),
  ).flat();
