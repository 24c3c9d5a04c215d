import { setImmediate } from 'node:timers';

/** So many lists are made in one turn of the event loop: a few milliseconds. */
const A_TURN = 4;

/**
 * A few lists a turn of the event loop, first come, first served: what comes back from the disk meanwhile, and the lists
 * that may go out then, needn't wait until all that were asked for at once are made.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  /** Of this turn. */
  #made = 0;

  /** Resolves when it is the caller's turn; at once where nobody waits and few lists were made in this one. */
  async next(): Promise<void> {
    if (this.#made === 0) setImmediate(() => this.#goOn());
    if (this.#made < A_TURN) this.#made++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #goOn(): void {
    const first = this.#waiting.splice(0, A_TURN);
    this.#made = first.length;
    if (first.length === 0) return;
    setImmediate(() => this.#goOn());
    for (const resolve of first) resolve();
  }
}
