import { ENOUGH_LISTS, listsByItem, personalLists } from './lists.ts';
import type { Monitor } from './monitor.ts';

/** An item is in four lists more of ten than it was, in twice as many, and chance would need five standard errors. */
const GAIN = 0.4;
const TIMES = 2;
const ERRORS = 5;

/** One item is suddenly shown to many who weren't shown it. */
export const exposureJump: Monitor = {
  name: 'exposure-jump',
  runOnce(window) {
    // While a shop is new its lists grow from nothing.
    if (window.votes.isWaived) return undefined;
    const [recent, earlier] = [personalLists(window.recent), personalLists(window.earlier)];
    const [n, m] = [recent.length, earlier.length];
    if (n < ENOUGH_LISTS || m < ENOUGH_LISTS) return undefined;
    const past = listsByItem(earlier);
    const jumps = [...listsByItem(recent)]
      .map(([itemId, lists]) => {
        const [now, before] = [lists / n, (past.get(itemId) ?? 0) / m];
        const pooled = (lists + before * m) / (n + m);
        return { itemId, now, before, error: Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)) };
      })
      .filter(
        ({ now, before, error }) =>
          now - before >= GAIN && now >= TIMES * before && now - before >= ERRORS * error,
      )
      .sort((a, b) => b.now - b.before - (a.now - a.before));
    const [first] = jumps;
    if (!first) return undefined;
    return {
      reason: `${first.itemId} is in ${Math.round(first.now * 100)}% of the lists, and was in ${Math.round(first.before * 100)}%.`,
      facts: {
        severity: 'page',
        wayOut:
          'Ask blame what moved the item; look at the accounts that voted for it lately (suspects of the bundle), and quarantine those that are hostile.',
        figures: jumps.slice(0, 5).map(({ itemId, now, before }) => ({
          ...{ name: `lists with ${itemId}`.slice(0, 120), unit: 'share', now, before },
          limit: Math.min(1, Math.max(before + GAIN, TIMES * before)),
        })),
        about: jumps.slice(0, 5).map(({ itemId }) => ({ what: 'item', id: itemId })),
      },
    };
  },
};
