import type { Policy } from '../../contracts/policy.ts';
import type { BehaviourHistory } from '../behaviours/behaviour-history.ts';
import type { OrderBook } from '../integrity/order-book.ts';
import type { HeldEvents } from '../replay/held-events.ts';
import type { RolloutGround } from '../rollout/rollout-checks.ts';
import type { Interner } from '../votes/interner.ts';

/** What a change is a change of: as it is at a position. */
export interface InForce extends RolloutGround {
  readonly policy: Policy;
  readonly policyDigest: string;
  readonly behaviours: Pick<BehaviourHistory, 'documents' | 'digest'>;
  readonly accounts: Pick<Interner, 'find'>;
  readonly book: Pick<OrderBook, 'isQuarantined'>;
  readonly held: Pick<HeldEvents, 'mentions'>;
}

export const isQuarantined = ({ accounts, book }: InForce, accountId: string): boolean => {
  const account = accounts.find(accountId);
  return account !== undefined && book.isQuarantined(account);
};
