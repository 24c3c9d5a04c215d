import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RelishEvent } from '../../contracts/events.ts';
import { storedEvents } from '../../platform/event-log/stored-events.ts';

/** What waits while publication is held: what others told us. Our own acts never wait. */
type Statement = Extract<RelishEvent, { type: `order.${string}` | `item.${string}` }>;

export const isStatement = (event: RelishEvent): event is Statement =>
  event.type.startsWith('order.') || event.type.startsWith('item.');

/** So many events are packed at once. */
const RUN = 250;
const LEVEL = { level: 1 } as const;

const unpacked = (run: Uint8Array): readonly Statement[] =>
  storedEvents(inflateRawSync(run).toString()).filter(isStatement);

/**
 * Orders and items that came while publication was held, in the order of the log. How many is bounded by nothing but
 * the log, so they are packed: 70 bytes an event where the object takes 410 (250,000 events, 277 bytes as JSON), and
 * 130 where every id and hash is random; for 4 µs when it comes and 3 when it goes. Releasing applies them all at once,
 * because a position has one meaning: about 10 µs an event, in which nobody is answered.
 */
export class HeldEvents {
  #runs: Uint8Array[] = [];
  #last: Statement[] = [];
  #accounts = new Set<string>();

  get count(): number {
    return this.#runs.length * RUN + this.#last.length;
  }

  /** Whether anything that waits is about this account. */
  mentions(accountId: string): boolean {
    return this.#accounts.has(accountId);
  }

  add(event: Statement): void {
    if ('accountId' in event.data) this.#accounts.add(event.data.accountId);
    this.#last.push(event);
    if (this.#last.length < RUN) return;
    this.#runs.push(deflateRawSync(JSON.stringify(this.#last), LEVEL));
    this.#last = [];
  }

  save() {
    return { runs: this.#runs, last: this.#last, accounts: [...this.#accounts] };
  }

  restore(saved: ReturnType<HeldEvents['save']>): void {
    this.#runs = [...saved.runs];
    this.#last = [...saved.last];
    this.#accounts = new Set(saved.accounts);
  }

  /** Gives all that waits to `apply`, in the order in which it came, and keeps nothing. */
  release(apply: (event: Statement) => void): void {
    const [runs, last] = [this.#runs, this.#last];
    [this.#runs, this.#last, this.#accounts] = [[], [], new Set()];
    for (const run of runs) unpacked(run).forEach(apply);
    last.forEach(apply);
  }
}
