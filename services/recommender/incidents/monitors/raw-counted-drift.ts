import type { Monitor } from './monitor.ts';

/** Order lines of the last hour that were cancelled or never picked up. */
const LOST = 20;
/** Half of all that was placed, and thirty points more than usual. */
const SHARE = 0.5;
const MORE = 0.3;

/** Much is placed that doesn't count: a naive count moves, ours doesn't, and somebody is trying. */
export const rawCountedDrift: Monitor = {
  name: 'raw-counted-drift',
  runOnce({ placed: { recent, earlier, movers } }) {
    if (recent.lost < LOST) return undefined;
    const now = recent.lost / recent.lines;
    const before = earlier.lost / Math.max(1, earlier.lines);
    const limit = Math.max(SHARE, before + MORE);
    if (now < limit) return undefined;
    return {
      reason: `${recent.lost} of ${recent.lines} lines of the last hour were cancelled or never picked up: what was placed and what counts drift apart.`,
      facts: {
        severity: 'ticket',
        wayOut:
          'Lists rest on what was taken home and don’t move. See who cancels (suspects of the bundle; console, Accounts), and quarantine those that are hostile; naive must not be served meanwhile.',
        figures: [
          { name: 'lines that don’t count', unit: 'share', now, before, limit },
          { name: 'lines of the last hour', unit: 'count', now: recent.lines },
        ],
        about: movers.slice(0, 5).map(({ itemId, raw, counted }) => ({
          what: 'item',
          id: itemId,
          note: `${(raw * 100).toFixed(1)}% of what was placed, ${(counted * 100).toFixed(1)}% of what counted before`,
        })),
      },
    };
  },
};
