import type { TrainingFingerprint } from '../../contracts/http/registry.ts';
import { fingerprintFrom } from '../fingerprints/fingerprint.ts';
import type { PackedSet } from './packed-set.ts';

/** Items that are named, as many as the contract takes: what is sold now is compared with them. */
const NAMED = 100;

/** Votes of each account, in all. */
const sumsByAccount = ({ starts, votes }: PackedSet): readonly number[] =>
  Array.from({ length: starts.length - 1 }, (_, account) =>
    votes.subarray(starts[account], starts[account + 1]).reduce((sum, vote) => sum + vote, 0),
  );

/**
 * The fingerprint of a training set, as of a state's votes: what its items are, how evenly they are liked, how many
 * accounts are effectively behind it all and behind each of the hundred most popular items. The same set has the same.
 */
export const trainingFingerprintOf = (set: PackedSet): TrainingFingerprint => {
  const byItem = new Float64Array(set.itemIds.length);
  const behind = new Map<string, number[]>();
  for (const [entry, item] of set.items.entries()) {
    byItem[item]! += set.votes[entry]!;
    const itemId = set.itemIds[item]!;
    const votes = behind.get(itemId);
    if (votes) votes.push(set.votes[entry]!);
    else behind.set(itemId, [set.votes[entry]!]);
  }
  const accounts = set.accountIds.length;
  const { items, effectiveAccounts, topItems, digest } = fingerprintFrom(
    {
      counts: { orders: 0, lines: set.items.length, units: 0, accounts, newAccounts: 0 },
      outcomes: { open: 0, fulfilled: 0, cancelled: 0, expired: 0, refunded: 0 },
      ages: [0, 0, 0, 0, 0],
      byItem: set.itemIds.map((itemId, item) => [itemId, byItem[item]!] as const),
      byOrigin: [],
      byAccount: sumsByAccount(set),
      accountsBehind: (itemId) => behind.get(itemId) ?? [],
    },
    NAMED,
  );
  return { entries: set.items.length, items, effectiveAccounts, topItems: [...topItems], digest };
};
