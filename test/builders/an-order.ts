import type { EventOf, RelishEvent } from '../../services/contracts/events.ts';

type Ending = 'order.fulfilled' | 'order.cancelled' | 'order.expired' | 'order.refunded';
type Line = EventOf<'order.placed'>['data']['lines'][number];
/** A part of an order: items, or items with how many of each. */
export type Parts = NonNullable<EventOf<Ending>['data']['lines']>;

const HOUR = 3_600_000;

/** The day that builders take for today, and times on days before it. */
export const TODAY = '2026-11-20';
const NOON = Date.parse(`${TODAY}T12:00:00Z`);

/** Noon, so many days before `TODAY`; shifted by hours, but not to another day, nor is what is said soon after. */
export const daysAgo = (days: number, hours = 0): string =>
  new Date(NOON - days * 24 * HOUR + Math.max(-12, Math.min(9, hours)) * HOUR).toISOString();

/**
 * An order as its events. It is placed as soon as it has lines; whatever else is said of it comes half an hour
 * after what was said before, unless a time is given.
 */
export class OrderBuilder {
  readonly #orderId: string;
  readonly #events: readonly RelishEvent[];
  readonly #lines: readonly Line[];
  readonly #account: string;
  readonly #time: string;

  constructor(
    orderId: string,
    account = 'a-1',
    time = daysAgo(0),
    lines: readonly Line[] = [],
    events: readonly RelishEvent[] = [],
  ) {
    this.#orderId = orderId;
    this.#account = account;
    this.#time = time;
    this.#lines = lines;
    this.#events = events;
  }

  by(account: string): OrderBuilder {
    return new OrderBuilder(this.#orderId, account, this.#time, this.#lines, this.#events);
  }

  of(itemId: string, quantity = 1, unitPrice?: number): OrderBuilder {
    const line = { itemId, quantity, ...(unitPrice !== undefined && { unitPrice }) };
    return new OrderBuilder(this.#orderId, this.#account, this.#time, [...this.#lines, line], this.#events);
  }

  placedAt(time: string): OrderBuilder {
    return new OrderBuilder(this.#orderId, this.#account, time, this.#lines, this.#events);
  }

  fulfilled(options?: Said): OrderBuilder {
    return this.#said('order.fulfilled', options);
  }

  cancelled(options?: Said): OrderBuilder {
    return this.#said('order.cancelled', options);
  }

  expired(options?: Said): OrderBuilder {
    return this.#said('order.expired', options);
  }

  refunded(options?: Said): OrderBuilder {
    return this.#said('order.refunded', options);
  }

  /** In the order in which they were said; the placement first, if there are lines. */
  get events(): readonly RelishEvent[] {
    if (this.#lines.length === 0) return this.#events;
    const placed: RelishEvent = {
      ...this.#envelope('placed', this.#time),
      type: 'order.placed',
      data: { orderId: this.#orderId, accountId: this.#account, lines: [...this.#lines] },
    };
    return [placed, ...this.#events];
  }

  /** What was said without the placement: it was lost, or comes later. */
  get withoutPlacement(): readonly RelishEvent[] {
    return this.#events;
  }

  #said(type: Ending, { at, parts }: Said = {}): OrderBuilder {
    const time = at ?? new Date(Date.parse(this.#events.at(-1)?.time ?? this.#time) + HOUR / 2).toISOString();
    const event: RelishEvent = {
      ...this.#envelope(`${type}-${this.#events.length}`, time),
      type,
      data: { orderId: this.#orderId, accountId: this.#account, ...(parts && { lines: parts }) },
    };
    return new OrderBuilder(this.#orderId, this.#account, this.#time, this.#lines, [...this.#events, event]);
  }

  #envelope(what: string, time: string) {
    const id = `${this.#orderId}/${this.#account}/${what}`;
    return { specversion: '1.0', source: '/stands/test', id, time } as const;
  }
}

interface Said {
  readonly at?: string;
  readonly parts?: Parts;
}

/** `anOrder('o-1').by('a-1').of('bcpcc-8', 2).placedAt(daysAgo(3)).fulfilled().events` */
export const anOrder = (orderId: string): OrderBuilder => new OrderBuilder(orderId);
