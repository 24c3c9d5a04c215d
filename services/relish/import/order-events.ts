import type { EventOf, IngestedEvent } from '../../contracts/events.ts';

interface Order {
  readonly source: string;
  readonly orderId: string;
  readonly accountId: string;
  /** ISO 8601: when it was placed, and, as histories know no more, taken home. */
  readonly time: string;
  readonly lines: EventOf<'order.placed'>['data']['lines'];
}

/** An order from a history, placed and fulfilled. The ids follow from the order's: sent twice, it counts once. */
export const wholeOrder = ({ source, orderId, accountId, time, lines }: Order): IngestedEvent[] => {
  const envelope = { specversion: '1.0', source, time, subject: `orders/${orderId}` } as const;
  return [
    {
      ...envelope,
      id: `${orderId}/placed`,
      type: 'order.placed',
      data: { orderId, accountId, lines },
    },
    { ...envelope, id: `${orderId}/fulfilled`, type: 'order.fulfilled', data: { orderId, accountId } },
  ];
};

interface Refund extends Omit<Order, 'lines'> {
  /** The paper that says so, such as a cancelled invoice: one refund of an order for each. */
  readonly refundId: string;
  readonly lines: { readonly itemId: string; readonly quantity: number }[];
}

/** Some lines of an order, given back at `time`. */
export const partialRefund = (refund: Refund): IngestedEvent => {
  const { source, orderId, accountId, time, lines, refundId } = refund;
  return {
    specversion: '1.0',
    id: `${refundId}/${orderId}/refunded`,
    source,
    type: 'order.refunded',
    time,
    subject: `orders/${orderId}`,
    data: { orderId, accountId, lines },
  };
};
