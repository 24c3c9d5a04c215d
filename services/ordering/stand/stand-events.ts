import type { EventOf } from '../../contracts/events.ts';

/** What this stand says about itself: its state is a fold of these, under its own source. */
export const standEventTypes = [
  'order.placed',
  'order.cancelled',
  'order.fulfilled',
  'order.expired',
  'order.refunded',
  'item.listed',
  'item.soldout',
  'item.restocked',
] as const;

export type StandEventType = (typeof standEventTypes)[number];
export type StandEvent = EventOf<StandEventType>;

type FactOf<Event> = Event extends StandEvent ? Pick<Event, 'type' | 'data'> : never;

/** What was decided, before it has an id, a time and a place in the log. */
export type StandFact = FactOf<StandEvent>;

export type Listing = EventOf<'item.listed'>['data'];
export type Origin = NonNullable<EventOf<'order.placed'>['data']['origin']>;
export type RequestDigests = NonNullable<EventOf<'order.placed'>['data']['request']>;
