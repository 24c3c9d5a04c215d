import { digestOf } from '../../../platform/digest/canonical-digest.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import type { ChangeKind } from '../change-kind.ts';
import { type InForce, isQuarantined } from '../in-force.ts';

const COUNTS = 'counts';
const OUT = 'quarantined';

const isHeardOf = ({ accounts, held }: InForce, accountId: string): boolean =>
  accounts.find(accountId) !== undefined || held.mentions(accountId);

/** Many accounts quarantined, or reinstated, at once: those that aren't. Against: which of them are quarantined. */
export const accountsChange = (
  type: 'account.quarantined' | 'account.reinstated',
  accountIds: readonly string[],
): ChangeKind => {
  const after = type === 'account.quarantined' ? OUT : COUNTS;
  const stateIn = (now: InForce) => (accountId: string) => (isQuarantined(now, accountId) ? OUT : COUNTS);
  const moved = (now: InForce) => accountIds.filter((accountId) => stateIn(now)(accountId) !== after);
  return {
    base: (now) => digestOf(accountIds.map(stateIn(now))),
    check(now) {
      if (new Set(accountIds).size < accountIds.length)
        throw new AppError(422, 'account-twice', 'An account is named more than once: name each once.');
      const unknown = accountIds.find((accountId) => !isHeardOf(now, accountId));
      if (unknown !== undefined)
        throw new AppError(404, 'no-such-account', `Nothing is on the log about the account ${unknown}.`);
      if (moved(now).length === 0)
        throw new AppError(409, 'nothing-changes', 'All of these accounts are so already.');
    },
    diff: (now) =>
      moved(now).map((accountId) => ({ path: accountId, before: stateIn(now)(accountId), after })),
    acts: (signed, now) =>
      moved(now).map((accountId) => ({
        content: { type, data: { accountId, ...signed } },
        subject: `accounts/${accountId}`,
      })),
  };
};
