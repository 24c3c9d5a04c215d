import type { Order } from '../../services/contracts/http/ordering.ts';

export type Acknowledged = Extract<Order['status'], 'placed' | 'cancelled' | 'fulfilled'>;

interface Entry {
  status: Acknowledged;
  /** An act was sent whose answer never came: it may have been carried out. */
  mayBe: Acknowledged | undefined;
}

/** What Relish has acknowledged to us, to be held against its log afterwards. */
export class Ledger {
  readonly #orders = new Map<string, Entry>();
  /** Orders that were sent, and whose answer never came, not even after retries. */
  unanswered = 0;
  /** Pairs of answers to the same request that named two orders. */
  twice = 0;
  #position = '';
  #earliest = '';

  get orders(): ReadonlyMap<string, Readonly<Entry>> {
    return this.#orders;
  }

  /** Of the last that was acknowledged; '' for none. */
  get position(): string {
    return this.#position;
  }

  /** When the first of them was placed, by the clock of the stand; '' for none. */
  get earliest(): string {
    return this.#earliest;
  }

  placed({ orderId, position, placedAt }: Order): void {
    this.#orders.set(orderId, { status: 'placed', mayBe: undefined });
    if (this.#earliest === '' || placedAt < this.#earliest) this.#earliest = placedAt;
    this.#reach(position);
  }

  ended(orderId: string, status: Acknowledged, position?: string): void {
    this.#orders.set(orderId, { status, mayBe: undefined });
    if (position !== undefined) this.#reach(position);
  }

  uncertain(orderId: string, mayBe: Acknowledged): void {
    const entry = this.#orders.get(orderId);
    if (entry) entry.mayBe = mayBe;
  }

  #reach(position: string): void {
    if (position > this.#position) this.#position = position;
  }
}
