import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import type { Finding } from './monitor.ts';
import { moversAmong } from './movers.ts';
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

const sampleOf = ({ lines, items }: IncidentWindow['orders']['recent']): Sample => ({
  counts: new Map(items.map((item) => [item.itemId, item.lines])),
  size: lines,
});

const shareOf = ({ counts, size }: Sample, itemId: string): number => (counts.get(itemId) ?? 0) / size;

/** What everybody took home in the last week is other things than what everybody took in the four weeks before. */
export const otherThanBefore = ({ orders }: Pick<IncidentWindow, 'orders'>): Finding | undefined => {
  if (orders.recent.lines < RECENT_LINES || orders.earlier.lines < EARLIER_LINES) return undefined;
  const [recent, earlier] = [sampleOf(orders.recent), sampleOf(orders.earlier)];
  const { variation, byChance } = variationOf(recent, earlier);
  if (variation < VARIATION || variation < TIMES_CHANCE * byChance) return undefined;
  const items = [...new Set([...recent.counts.keys(), ...earlier.counts.keys()])];
  return {
    reason: `What was taken home in the last week is ${Math.round(variation * 100)}% other things than in the four weeks before.`,
    facts: {
      severity: 'ticket',
      wayOut:
        'Is the menu another one, or the season? Then close this with that reason: the models that answer follow by themselves. If not, look at what the sources send (console, Fingerprints).',
      figures: [
        {
          ...{ name: 'total variation of items taken home', unit: 'share', now: variation },
          ...{ before: byChance, limit: VARIATION },
        },
        { name: 'lines in the last week', unit: 'count', now: recent.size, limit: RECENT_LINES },
      ],
      about: moversAmong(
        items.map((itemId) => ({ itemId, before: shareOf(earlier, itemId), now: shareOf(recent, itemId) })),
      ),
    },
  };
};
