import type { RelishEvent } from '../../../services/contracts/events.ts';

/** An order that was placed and taken home, as the references and the hold-out see it. */
export interface SettledOrder {
  readonly orderId: string;
  readonly accountId: string;
  /** When it was placed. */
  readonly time: string;
  readonly items: readonly string[];
}

/** Orders that were taken home, in the order of the events; refunds of parts are passed over. */
export const settledOrders = (events: readonly RelishEvent[]): readonly SettledOrder[] => {
  const settled = new Set<string>();
  for (const event of events) if (event.type === 'order.fulfilled') settled.add(event.data.orderId);
  return events.flatMap((event) =>
    event.type === 'order.placed' && settled.has(event.data.orderId)
      ? {
          orderId: event.data.orderId,
          accountId: event.data.accountId,
          time: event.time,
          items: [...new Set(event.data.lines.map(({ itemId }) => itemId))],
        }
      : [],
  );
};
