import type { EventOf } from '../../contracts/events.ts';
import { IntColumn } from '../votes/column.ts';
import { NONE } from '../votes/day-counts.ts';
import { Interner } from '../votes/interner.ts';

type Origin = NonNullable<EventOf<'order.placed'>['data']['origin']>;

/**
 * Where orders came from, as the keyed hashes that the log holds: the address, or the device where no address is
 * known. Of two placements of one order the origin that sorts first stays, whichever is heard first.
 */
export class OrderOrigins {
  readonly #origin = new IntColumn(NONE);
  readonly #names = new Interner();

  note(order: number, { address, device }: Origin): void {
    // The hash of an address is never that of a device: they need no other sign.
    const name = address ?? device;
    if (name === undefined) return;
    this.#origin.ensure(order + 1);
    const before = this.#origin.data[order]!;
    if (before !== NONE && this.#names.nameOf(before) <= name) return;
    this.#origin.data[order] = this.#names.intern(name);
  }

  save() {
    return { origin: this.#origin.save(), names: this.#names.save() };
  }

  restore(saved: ReturnType<OrderOrigins['save']>): void {
    this.#origin.restore(saved.origin);
    this.#names.restore(saved.names);
  }

  /** The origin's number here; undefined where the order told none. */
  of(order: number): number | undefined {
    const origin = this.#origin.data[order] ?? NONE;
    return origin === NONE ? undefined : origin;
  }
}
