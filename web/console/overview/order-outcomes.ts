import type { Overview } from './share-lines.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export interface Outcome {
  readonly outcome: 'fulfilled' | 'open' | 'cancelled' | 'expired' | 'refunded';
  readonly label: string;
  readonly perBucket: readonly number[];
  readonly total: number;
}

/**
 * Orders by what became of them, bucket by bucket: every placed order is in exactly one outcome.
 * What is in none of the ended ones is open.
 */
export const orderOutcomes = ({ orders }: Pick<Overview, 'orders'>): readonly Outcome[] => {
  const { placed, fulfilled, cancelled, expired, refunded } = orders;
  const ended = [fulfilled, cancelled, expired, refunded];
  const open = placed.map((all, bucket) => Math.max(0, all - sum(ended.map((part) => part[bucket] ?? 0))));
  const outcome = (name: Outcome['outcome'], label: string, perBucket: readonly number[]): Outcome => ({
    outcome: name,
    label,
    perBucket,
    total: sum(perBucket),
  });
  return [
    outcome('fulfilled', 'Taken home', fulfilled),
    outcome('open', 'Open', open),
    outcome('cancelled', 'Cancelled', cancelled),
    outcome('expired', 'Expired', expired),
    outcome('refunded', 'Refunded', refunded),
  ];
};

export interface WindowTotals {
  readonly placed: number;
  readonly cancelled: number;
  /** Of the placed ones, 0 to 1. */
  readonly cancelledShare: number;
  readonly lines: number;
  readonly counted: number;
  readonly uncounted: number;
}

/** The big numbers of the window. */
export const windowTotals = ({ orders, lines }: Pick<Overview, 'orders' | 'lines'>): WindowTotals => {
  const [placed, cancelled] = [sum(orders.placed), sum(orders.cancelled)];
  const all = sum(Object.values(lines));
  return {
    placed,
    cancelled,
    cancelledShare: placed > 0 ? cancelled / placed : 0,
    lines: all,
    counted: lines.counted,
    uncounted: all - lines.counted,
  };
};
