import { lineOutcome } from '../../contracts/http/accounts.ts';

/** What may be said about an order; flags, so that a set of statements is one integer. */
export const PLACED = 1;
export const FULFILLED = 2;
export const CANCELLED = 4;
export const EXPIRED = 8;
export const REFUNDED = 16;
export type Fact = typeof PLACED | typeof FULFILLED | typeof CANCELLED | typeof EXPIRED | typeof REFUNDED;
export type Ending = typeof CANCELLED | typeof EXPIRED | typeof REFUNDED;
const ENDINGS = CANCELLED | EXPIRED | REFUNDED;

/** What became of an order or a line. A column holds an outcome as its index here. */
export const outcomes = lineOutcome.options;
export const OUTCOME = {
  open: 0,
  counted: 1,
  /** Same account, item and day as a counted one: a day counts once. */
  repeated: 2,
  cancelled: 3,
  expired: 4,
  refunded: 5,
  quarantined: 6,
} as const satisfies Record<(typeof outcomes)[number], number>;
export type Outcome = (typeof OUTCOME)[keyof typeof OUTCOME];

const endingOf = (said: number): Outcome => {
  if ((said & CANCELLED) !== 0) return OUTCOME.cancelled;
  return (said & EXPIRED) !== 0 ? OUTCOME.expired : OUTCOME.refunded;
};

/**
 * What became of a line: `placed` units of it were ordered, events on parts said that `taken` were handed
 * over and `withdrawn` given up; `ofTheWhole` and `said` are the facts stated of the whole order and at all.
 * The rule for contradictions: whoever withdraws is right. What was cancelled, expired or refunded is no
 * signal, whatever else is said and whenever it arrives; and nothing counts beyond what was ordered.
 */
export const settleLine = (
  placed: number,
  taken: number,
  withdrawn: number,
  ofTheWhole: number,
  said: number,
): Outcome => {
  if ((ofTheWhole & ENDINGS) !== 0) return endingOf(ofTheWhole);
  const isPlaced = (said & PLACED) !== 0;
  const inParts = isPlaced ? Math.min(taken, placed) : taken;
  const takenHome = isPlaced && (ofTheWhole & FULFILLED) !== 0 ? placed : inParts;
  if (takenHome > withdrawn) return OUTCOME.counted;
  return withdrawn > 0 && withdrawn >= Math.max(takenHome, placed) ? endingOf(said) : OUTCOME.open;
};

/** How an order ended, for people and dashboards; its lines decide what counts. */
export const settleOrder = (ofTheWhole: number, said: number): Outcome => {
  if ((ofTheWhole & ENDINGS) !== 0) return endingOf(ofTheWhole);
  return (said & FULFILLED) !== 0 ? OUTCOME.counted : OUTCOME.open;
};

/** What became of an order, in the words that people read: a counted one was taken home. */
export const outcomeName = (outcome: number): 'open' | 'fulfilled' | 'cancelled' | 'expired' | 'refunded' => {
  switch (outcome) {
    case OUTCOME.counted:
      return 'fulfilled';
    case OUTCOME.cancelled:
      return 'cancelled';
    case OUTCOME.expired:
      return 'expired';
    case OUTCOME.refunded:
      return 'refunded';
    default:
      return 'open';
  }
};
