import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { FindingKind } from '../../../services/contracts/http/incidents.ts';
import { variationFrom } from '../../../services/recommender/incidents/monitors/other-than-learnt.ts';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { fold } from '../../builders/fold.ts';
import { findingsIn, WatchedShop } from '../../builders/watched.ts';
import { daily, type Training } from './training.ts';

/** Orders between two looks of the monitors: in a quiet shop a look each few minutes. */
const EVERY = 10;
export interface Opened {
  readonly kind: FindingKind;
  readonly time: string;
  readonly reason: string;
}

export interface Distance {
  readonly time: string;
  readonly variation: number;
  readonly limit: number;
}

export interface Watched {
  readonly opened: readonly Opened[];
  readonly looks: number;
  readonly lists: number;
  readonly days: number;
  /** Of the looks at which a trained model was live: how far what was taken home was from what it was trained from. */
  readonly distances: readonly Distance[];
}

interface Stretch {
  /** ISO 8601, of event time: before it everything is only folded. */
  readonly from: string;
  readonly to: string;
}

/**
 * Plays honest history: before each order its account looks at its list, and monitors look every few orders. A model is
 * trained each day, as the service does. An incident opens when a finding appears that wasn't there at the look before.
 * @param events in the order of their times
 */
export const watchQuietly = (
  events: readonly RelishEvent[],
  { from, to }: Stretch,
  training: Training = daily,
): Watched => {
  const before = events.filter(({ time }) => time < from);
  const shop = new WatchedShop(fold(before, defaultPolicy), from);
  const opened: Opened[] = [];
  const distances: Distance[] = [];
  const days = new Set<string>();
  let [orders, looks] = [0, 0];
  let seen: ReadonlySet<FindingKind> = new Set();
  const look = (time: string): void => {
    looks++;
    const window = shop.window();
    const found = findingsIn(window);
    for (const [kind, { reason }] of found) if (!seen.has(kind)) opened.push({ kind, time, reason });
    for (const business of window.business ?? []) {
      const { variation, limit } = variationFrom(business);
      distances.push({ time, variation, limit });
    }
    seen = new Set(found.keys());
  };
  for (const event of events) {
    if (event.time < from || event.time >= to) continue;
    if (event.type === 'order.placed') {
      const day = event.time.slice(0, 10);
      if (!days.has(day)) shop.live = training(shop.state, shop.live);
      days.add(day);
      shop.look(event.data.accountId, 0);
      if (++orders % EVERY === 0) look(event.time);
    }
    shop.apply(event);
  }
  return { opened, looks, lists: shop.requests, days: days.size, distances };
};
