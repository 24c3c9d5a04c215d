import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { FindingKind } from '../../../services/contracts/http/incidents.ts';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { fold } from '../../builders/fold.ts';
import { WatchedShop } from '../../builders/watched.ts';

/** Orders between two looks of the monitors: in a quiet shop a look each few minutes. */
const EVERY = 10;
export interface Opened {
  readonly kind: FindingKind;
  readonly time: string;
  readonly reason: string;
}

export interface Watched {
  readonly opened: readonly Opened[];
  readonly looks: number;
  readonly lists: number;
  readonly days: number;
}

interface Stretch {
  /** ISO 8601, of event time: before it everything is only folded. */
  readonly from: string;
  readonly to: string;
}

/**
 * Plays honest history: before each order its account looks at its list, and monitors look every few orders.
 * An incident opens when a finding appears that wasn't there at the look before.
 * @param events in the order of their times
 */
export const watchQuietly = (events: readonly RelishEvent[], { from, to }: Stretch): Watched => {
  const before = events.filter(({ time }) => time < from);
  const shop = new WatchedShop(fold(before, defaultPolicy), from);
  const opened: Opened[] = [];
  const days = new Set<string>();
  let [orders, looks] = [0, 0];
  let seen: ReadonlySet<FindingKind> = new Set();
  for (const event of events) {
    if (event.time < from || event.time >= to) continue;
    if (event.type === 'order.placed') {
      shop.look(event.data.accountId, 0);
      days.add(event.time.slice(0, 10));
      if (++orders % EVERY === 0) {
        looks++;
        const found = shop.findings();
        for (const [kind, { reason }] of found)
          if (!seen.has(kind)) opened.push({ kind, time: event.time, reason });
        seen = new Set(found.keys());
      }
    }
    shop.apply(event);
  }
  return { opened, looks, lists: shop.requests, days: days.size };
};
