import type { EventOf } from '../../contracts/events.ts';

/**
 * When something was said: of two statements the later one holds, by time, then by source and id, as JSON because
 * any separator could be part of them.
 */
const stampOf = ({ time, source, id }: { time: string; source: string; id: string }): string =>
  `${new Date(time).toISOString()} ${JSON.stringify([source, id])}`;

interface Listed {
  readonly stamp: string;
  readonly name: string | undefined;
  readonly price: number | undefined;
}

/** What is known of items: names and prices for answers, and what is sold out. Arrival order doesn't matter. */
export class Catalogue {
  #listed = new Map<number, Listed>();
  #stock = new Map<number, { stamp: string; isSoldOut: boolean }>();
  #cheapestOrdered = Infinity;
  /** Not saved: it is compared within a process only. */
  #version = 0;

  list(item: number, event: EventOf<'item.listed'>): void {
    const stamp = stampOf(event);
    const known = this.#listed.get(item);
    if (known && known.stamp >= stamp) return;
    this.#version++;
    this.#listed.set(item, { stamp, name: event.data.name, price: event.data.price });
  }

  stock(item: number, event: EventOf<'item.soldout'> | EventOf<'item.restocked'>): void {
    const stamp = stampOf(event);
    const known = this.#stock.get(item);
    if (known && known.stamp >= stamp) return;
    this.#version++;
    this.#stock.set(item, { stamp, isSoldOut: event.type === 'item.soldout' });
  }

  save() {
    return { listed: this.#listed, stock: this.#stock, cheapestOrdered: this.#cheapestOrdered };
  }

  restore(saved: ReturnType<Catalogue['save']>): void {
    this.#listed = new Map(saved.listed);
    this.#stock = new Map(saved.stock);
    this.#cheapestOrdered = saved.cheapestOrdered;
    this.#version++;
  }

  /** Stays the same while no name and no stock changes. */
  get version(): number {
    return this.#version;
  }

  /** What can't be had now. */
  soldOut(): readonly number[] {
    return [...this.#stock].flatMap(([item, { isSoldOut }]) => (isSoldOut ? [item] : []));
  }

  /** Every item that was listed by a name. */
  names(): ReadonlyMap<number, string> {
    return new Map(
      [...this.#listed].flatMap(([item, { name }]) => (name === undefined ? [] : [[item, name]])),
    );
  }

  /** Prices on orders stand in where nothing is listed. */
  noteOrdered(unitPrice: number): void {
    if (unitPrice > 0 && unitPrice < this.#cheapestOrdered) this.#cheapestOrdered = unitPrice;
  }

  isSoldOut(item: number): boolean {
    return this.#stock.get(item)?.isSoldOut ?? false;
  }

  nameOf(item: number): string | undefined {
    return this.#listed.get(item)?.name;
  }

  /** The cheapest way to an order, in minor units: of the listed items, else of what was ever paid; else 0. */
  cheapest(): number {
    let cheapest = Infinity;
    for (const { price = Infinity } of this.#listed.values()) cheapest = Math.min(cheapest, price);
    if (cheapest === Infinity) cheapest = this.#cheapestOrdered;
    return cheapest === Infinity ? 0 : cheapest;
  }
}
