import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { AppError } from '../../platform/http/app-error.ts';

/** How often flags are looked at while somebody waits. */
const LOOK_MS = 100;
const HOLD_MS = 20_000;
/** With so many let go at a look, all have their answer within 0.8 s, and none of them is noticed by who asks for a list. */
const LET_GO = 400;
const MOST = 8 * LET_GO;
/** One for each of a person's open pages. */
const MOST_OF_ONE = 16;

interface WatchDeps {
  readonly definition: () => FlagDefinition;
  /** What an account is given, undefined for none: the kill switch is on. */
  readonly variantOf: (accountId: string) => Promise<string | undefined>;
}

interface Held {
  readonly definition: FlagDefinition;
  readonly isOver: () => boolean;
  readonly letGo: () => void;
}

/** Holds back answers to pages until the account that looks at one is given another variant than the page shows. */
export class VariantWatch {
  readonly #deps: WatchDeps;
  readonly #held = new Set<Held>();
  readonly #waiting = new Map<string, number>();
  #looking: NodeJS.Timeout | undefined;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
  }

  /**
   * The account's variant once it isn't `known`, or as it is after 20 s.
   * @param isGone whether nobody waits for it any more
   * @throws AppError 503 where too many wait
   */
  async next(
    accountId: string,
    known: string | undefined,
    isGone: () => boolean,
  ): Promise<string | undefined> {
    const waiting = this.#waiting.get(accountId) ?? 0;
    if (waiting >= MOST_OF_ONE || this.#held.size >= MOST)
      throw new AppError(503, 'too-many-wait', 'Too many wait for this already: ask again in a while.');
    this.#waiting.set(accountId, waiting + 1);
    try {
      return await this.#unlike(accountId, known, isGone);
    } finally {
      const left = (this.#waiting.get(accountId) ?? 1) - 1;
      if (left > 0) this.#waiting.set(accountId, left);
      else this.#waiting.delete(accountId);
    }
  }

  async #unlike(
    accountId: string,
    known: string | undefined,
    isGone: () => boolean,
  ): Promise<string | undefined> {
    const until = performance.now() + HOLD_MS;
    const isOver = () => isGone() || performance.now() >= until;
    for (;;) {
      const definition = this.#deps.definition();
      const variant = await this.#deps.variantOf(accountId);
      if (variant !== known || isOver()) return variant;
      await new Promise<void>((letGo) => {
        this.#held.add({ definition, isOver, letGo });
        this.#looking ??= setInterval(() => this.#look(), LOOK_MS);
      });
    }
  }

  #look(): void {
    const definition = this.#deps.definition();
    let left = LET_GO;
    for (const held of this.#held) {
      if (left === 0) return;
      if (held.definition === definition && !held.isOver()) continue;
      this.#held.delete(held);
      held.letGo();
      left--;
    }
    if (this.#held.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }
}
