import { ENOUGH_LISTS, listsByItem, personalLists, PLACES, placesOf } from './lists.ts';
import type { Monitor } from './monitor.ts';
import { variationOf } from './variation.ts';

/** A third of all places went to other items, and twice and a half what chance makes of so few lists. */
const VARIATION = 0.35;
const TIMES_CHANCE = 2.5;
const MOVERS = 5;

/** What models say has changed as a whole: other items fill the lists than did. */
export const labelDistribution: Monitor = {
  name: 'label-distribution',
  runOnce(window) {
    // While a shop is new its lists grow from nothing.
    if (window.votes.isWaived) return undefined;
    const [recent, earlier] = [personalLists(window.recent), personalLists(window.earlier)];
    if (recent.length < ENOUGH_LISTS || earlier.length < ENOUGH_LISTS) return undefined;
    const { variation, byChance } = variationOf(placesOf(recent), placesOf(earlier));
    if (variation < VARIATION || variation < TIMES_CHANCE * byChance) return undefined;
    const [now, before] = [listsByItem(recent), listsByItem(earlier)];
    const gain = (item: string) =>
      (now.get(item) ?? 0) / recent.length - (before.get(item) ?? 0) / earlier.length;
    const movers = [...new Set([...now.keys(), ...before.keys()])].sort(
      (a, b) => Math.abs(gain(b)) - Math.abs(gain(a)) || (a < b ? -1 : 1),
    );
    return {
      reason: `${Math.round(variation * 100)}% of the first ${PLACES} places went to other items than before.`,
      facts: {
        severity: 'page',
        wayOut:
          'What changed last: flags, policy, model? Go back to it, or close this with the reason why lists are right as they are now.',
        figures: [
          {
            ...{ name: 'total variation of what is shown', unit: 'share', now: variation },
            ...{ before: byChance, limit: VARIATION },
          },
          { name: 'accounts', unit: 'count', now: recent.length, before: earlier.length },
        ],
        about: movers.slice(0, MOVERS).map((id) => ({
          what: 'item',
          id,
          note: `${gain(id) > 0 ? '+' : ''}${(gain(id) * 100).toFixed(0)} points of lists`,
        })),
      },
    };
  },
};
