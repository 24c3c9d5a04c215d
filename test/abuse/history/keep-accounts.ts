import { createHash } from 'node:crypto';
import type { RelishEvent } from '../../../services/contracts/events.ts';

/** A number from 0 up to 2³² that follows from the text alone: a choice that nobody made. */
export const hashed = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();

const accountOf = (event: RelishEvent): string | undefined =>
  'accountId' in event.data ? event.data.accountId : undefined;

/** The events of so many accounts, chosen by hash, and those of no account; 0: everything. */
export const keepAccounts = (events: readonly RelishEvent[], accounts: number): readonly RelishEvent[] => {
  const all = new Set(events.flatMap((event) => accountOf(event) ?? []));
  if (accounts === 0 || all.size <= accounts) return events;
  const kept = new Set(
    [...all]
      .map((accountId) => ({ accountId, key: hashed(`kept/${accountId}`) }))
      .sort((a, b) => a.key - b.key)
      .slice(0, accounts)
      .map(({ accountId }) => accountId),
  );
  return events.filter((event) => {
    const accountId = accountOf(event);
    return accountId === undefined || kept.has(accountId);
  });
};
