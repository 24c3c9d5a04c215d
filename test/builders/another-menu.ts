import type { EventOf, RelishEvent } from '../../services/contracts/events.ts';

/** The same people order the same, of a menu on which other things stand from an instant (ISO 8601) on. */
export const withAnotherMenu = (
  events: readonly RelishEvent[],
  from: string,
  nameOf = (itemId: string): string => `new-${itemId}`,
): readonly RelishEvent[] =>
  events.map((event) => {
    if (event.type !== 'order.placed' || event.time < from) return event;
    const lines = event.data.lines.map((line) => ({ ...line, itemId: nameOf(line.itemId) }));
    return { ...event, data: { ...event.data, lines } };
  });

const ofOrders = [
  'order.placed',
  'order.fulfilled',
  'order.cancelled',
  'order.expired',
  'order.refunded',
] as const;
const isOfOrders = (event: RelishEvent): event is EventOf<(typeof ofOrders)[number]> =>
  ofOrders.some((type) => type === event.type);

/** Orders, once more so many days later, as other orders. */
export const onceMore = (events: readonly RelishEvent[], days: number): readonly RelishEvent[] =>
  events.map((event) => {
    if (!isOfOrders(event)) return event;
    const time = new Date(Date.parse(event.time) + days * 86_400_000).toISOString();
    const moved = { id: `${event.id}+${days}`, time };
    const orderId = `${event.data.orderId}+${days}`;
    if (event.type === 'order.placed') return { ...event, ...moved, data: { ...event.data, orderId } };
    return { ...event, ...moved, data: { ...event.data, orderId } };
  });
