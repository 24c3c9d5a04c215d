import { AppError } from '../../platform/http/app-error.ts';

/** What is said to whoever comes when too many wait already. */
interface Refusal {
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds: number;
}

/** Work is done one by one, in the order in which it came, and only so much may wait: nobody can swamp us. */
export class OneByOne {
  readonly #most: number;
  readonly #refusal: Refusal;
  #last: Promise<unknown> = Promise.resolve();
  #open = 0;

  /** @param most what is under way and what waits, in all */
  constructor(most: number, refusal: Refusal) {
    this.#most = most;
    this.#refusal = refusal;
  }

  /** Nothing is under way, and nothing waits. */
  get isIdle(): boolean {
    return this.#open === 0;
  }

  /** @throws AppError 503 where nobody more may wait */
  checkRoom(): void {
    if (this.#open < this.#most) return;
    const { code, detail, retryAfterSeconds } = this.#refusal;
    throw new AppError(503, code, detail, { headers: { 'Retry-After': String(retryAfterSeconds) } });
  }

  /**
   * Begins when all that came before is over, however it ended.
   * @throws AppError 503, at once, where nobody more may wait
   */
  do<T>(work: () => T | Promise<T>): Promise<T> {
    this.checkRoom();
    this.#open++;
    const done = this.#last.then(work).finally(() => this.#open--);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when all that came so far is over. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
