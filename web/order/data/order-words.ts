import type { Order } from '../../../services/contracts/http/ordering.ts';

interface StatusWords {
  readonly label: string;
  readonly color: string;
}

const words: Readonly<Record<Order['status'], StatusWords>> = {
  placed: { label: 'Waiting for pick-up', color: 'mustard' },
  fulfilled: { label: 'Picked up', color: 'relish' },
  cancelled: { label: 'Cancelled', color: 'gray' },
  expired: { label: 'Not picked up', color: 'tomato' },
  refunded: { label: 'Refunded', color: 'gray' },
};

/** An order's status for people, and the colour of its badge. */
export const statusWords = (status: Order['status']): StatusWords => words[status];

/** What is in an order: `2 × The Classic, 1 × The Reuben`. */
export const linesInWords = (
  lines: readonly { readonly quantity: number; readonly name: string }[],
): string => lines.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ');

/** Seconds until an instant; 0 when it is past or there is none. */
export const secondsUntil = (at: string | undefined, now: number): number =>
  at === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(at) - now) / 1_000));
