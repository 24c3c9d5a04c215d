import type { Overview } from './share-lines.ts';

export type Fate = keyof Overview['lines'];

export interface LineFate {
  readonly fate: Fate;
  readonly label: string;
  /** Why these lines count or not, for a person. */
  readonly why: string;
  readonly lines: number;
  /** Of all order lines in the window, 0 to 1. */
  readonly share: number;
}

const words: Readonly<Record<Fate, readonly [label: string, why: string]>> = {
  counted: ['Counted', 'Taken home: a signal of taste.'],
  repeated: ['Repeated', 'Same account, item and day: one day counts once.'],
  open: ['Open', 'Not picked up yet: says nothing so far.'],
  cancelled: ['Cancelled', 'Never taken home: says nothing about taste.'],
  expired: ['Expired', 'Nobody picked it up.'],
  refunded: ['Refunded', 'The credit was taken back.'],
  quarantined: ['Quarantined', 'A person took this account’s votes out.'],
};

const order: readonly Fate[] = [
  'counted',
  'repeated',
  'open',
  'cancelled',
  'expired',
  'refunded',
  'quarantined',
];

/** Where the order lines of the window went, in a fixed order, so that the eye finds each again. */
export const lineFates = (lines: Overview['lines']): readonly LineFate[] => {
  const total = order.reduce((sum, fate) => sum + lines[fate], 0);
  return order.map((fate) => {
    const [label, why] = words[fate];
    return { fate, label, why, lines: lines[fate], share: total > 0 ? lines[fate] / total : 0 };
  });
};
