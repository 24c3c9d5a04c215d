/** An append that takes so long isn't one to a disk or a server next door: races last, and are lost for long. */
const SLOW_MS = 50;
/** Who hasn't lost a race for so long is alone. */
const CONTESTED_MS = 60_000;
/** Who has lost needs to read, and then to append: two appends' time, with a little chance, so that nobody is always first. */
const LEAST = 1.5;
const SPREAD = 1;
/** An append that took longer than this was delayed by something else. */
const MOST_MS = 1_000;

interface FairTurnsOptions {
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Keeps several desks over one log fair. Whoever has just written knows the books, and appends again at once; whoever lost
 * has to read them first, and would lose for ever against one that always has something to write. So, where others are
 * known to write and an append takes long, who has won lets the others have their turn.
 */
export class FairTurns {
  readonly #options: FairTurnsOptions;
  #lost: number;
  #notBefore = -Infinity;

  constructor(options: FairTurnsOptions) {
    this.#options = options;
    // Who has just begun doesn't know yet whether he is alone.
    this.#lost = options.now();
  }

  /** For how many milliseconds the next append is to wait. */
  get pause(): number {
    return Math.max(0, this.#notBefore - this.#options.now());
  }

  /** @param took milliseconds */
  won(took: number): void {
    const { now, random } = this.#options;
    if (took < SLOW_MS || now() - this.#lost > CONTESTED_MS) return;
    this.#notBefore = now() + Math.min(took, MOST_MS) * (LEAST + SPREAD * random());
  }

  lost(): void {
    this.#lost = this.#options.now();
  }
}
