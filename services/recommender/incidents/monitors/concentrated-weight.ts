import type { Monitor } from './monitor.ts';

/** With fewer accounts a few of them always weigh much. */
const ACCOUNTS = 40;
/** Votes are bounded, so even the busiest hold few of all: over the year of Online Retail it was never under .67. */
const SHARE = 0.25;

/** The lists of all rest on few accounts: whoever owns those owns the lists. */
export const concentratedWeight: Monitor = {
  name: 'concentrated-weight',
  runOnce({ votes: { accounts, effective, isWaived } }) {
    if (isWaived || accounts < ACCOUNTS || effective >= accounts * SHARE) return undefined;
    return {
      reason: `The votes of ${accounts} established accounts weigh as those of ${effective.toFixed(1)} equal ones would.`,
      facts: {
        severity: 'ticket',
        wayOut:
          'Look at the accounts with the most votes (console, Accounts, by votes). A smaller budget of votes (policy) bounds what each can hold.',
        figures: [
          {
            ...{ name: 'accounts of equal weight', unit: 'count', now: effective },
            limit: accounts * SHARE,
          },
          { name: 'established accounts', unit: 'count', now: accounts, limit: ACCOUNTS },
        ],
        about: [],
      },
    };
  },
};
