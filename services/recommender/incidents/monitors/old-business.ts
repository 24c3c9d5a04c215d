import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import type { Monitor } from './monitor.ts';
import { type Sample, variationOf } from './variation.ts';

/** With fewer lines no distribution is judged. */
const RECENT_LINES = 100;
const EARLIER_LINES = 500;
/**
 * A quarter of what is taken home is other things than before, and two and a half times what chance makes of samples so
 * small. Over the year of Online Retail a week was at most .15 away, the one after Christmas, and all others under .07.
 */
const VARIATION = 0.25;
const TIMES_CHANCE = 2.5;
const MOVERS = 5;

const sampleOf = ({ lines, items }: IncidentWindow['orders']['recent']): Sample => ({
  counts: new Map(items.map((item) => [item.itemId, item.lines])),
  size: lines,
});

/** What people take home has moved away from what the reference knew: models made from that serve an old business. */
export const oldBusiness: Monitor = {
  name: 'old-business',
  runOnce({ orders }) {
    if (orders.recent.lines < RECENT_LINES || orders.earlier.lines < EARLIER_LINES) return undefined;
    const [recent, earlier] = [sampleOf(orders.recent), sampleOf(orders.earlier)];
    const { variation, byChance } = variationOf(recent, earlier);
    if (variation < VARIATION || variation < TIMES_CHANCE * byChance) return undefined;
    const share = ({ counts, size }: Sample, itemId: string) => (counts.get(itemId) ?? 0) / size;
    const movers = [...new Set([...recent.counts.keys(), ...earlier.counts.keys()])]
      .map((itemId) => ({ itemId, now: share(recent, itemId), before: share(earlier, itemId) }))
      .sort((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before));
    return {
      reason: `What was taken home in the last week is ${Math.round(variation * 100)}% other things than in the four weeks before.`,
      facts: {
        severity: 'ticket',
        wayOut:
          'Is the menu another one, or the season? Then train models anew and close this with that reason. If not, look at what the sources send.',
        figures: [
          {
            name: 'total variation of items taken home',
            unit: 'share',
            now: variation,
            before: byChance,
            limit: VARIATION,
          },
          { name: 'lines in the last week', unit: 'count', now: recent.size, limit: RECENT_LINES },
        ],
        about: movers.slice(0, MOVERS).map(({ itemId, now, before }) => ({
          what: 'item',
          id: itemId,
          note: `${(before * 100).toFixed(1)}% before, ${(now * 100).toFixed(1)}% now`,
        })),
      },
    };
  },
};
