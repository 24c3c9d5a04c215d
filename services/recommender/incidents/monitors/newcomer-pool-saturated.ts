import type { Monitor } from './monitor.ts';

/** So many accounts that nobody knew three days ago vote for the same item (Online Retail: 10 at most) … */
const ACCOUNTS = 20;
/** … and outvote half of all newcomers there, of however long ago: that fills the pool, and shuts honest ones out. */
const SHARE = 0.5;

/** Accounts of the last days fill what newcomers may add to an item: a farm, or a crowd. */
export const newcomerPoolSaturated: Monitor = {
  name: 'newcomer-pool-saturated',
  runOnce({ newcomers, votes }) {
    if (votes.isWaived) return undefined;
    const filled = newcomers.filter(
      ({ fresh, all, cap, freshAccounts }) =>
        freshAccounts >= ACCOUNTS && fresh >= cap && fresh >= SHARE * all,
    );
    const [first] = filled;
    if (!first) return undefined;
    return {
      reason: `${first.freshAccounts} accounts of the last three days fill what newcomers may add to ${first.itemId}.`,
      facts: {
        severity: 'ticket',
        wayOut:
          'The cap holds: they add no more, whatever they do. Look at the suspects of the bundle, and quarantine those that are hostile; honest newcomers count again then.',
        figures: filled.slice(0, 4).flatMap(({ itemId, fresh, all, cap }) => [
          { name: `their votes for ${itemId}`.slice(0, 120), unit: 'votes' as const, now: fresh, limit: cap },
          { name: `all newcomers’ votes for ${itemId}`.slice(0, 120), unit: 'votes' as const, now: all },
        ]),
        about: filled.slice(0, 5).map(({ itemId }) => ({ what: 'item', id: itemId })),
      },
    };
  },
};
