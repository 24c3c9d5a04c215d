/** Wakes those who wait for the log to grow; nobody polls. */
export class News {
  readonly #heeded = new WeakSet<AbortSignal>();
  #told: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  /** Resolves at the next `tell`, and when the signal of anybody who waits aborts: whoever wakes looks for himself. */
  next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    this.#heed(signal);
    this.#told ??= new Promise((resolve) => {
      this.#wake = resolve;
    });
    return this.#told;
  }

  tell(): void {
    this.#told = undefined;
    this.#wake();
  }

  /** Once a signal: whoever follows the log waits hundreds of times a second. */
  #heed(signal: AbortSignal): void {
    if (this.#heeded.has(signal)) return;
    this.#heeded.add(signal);
    signal.addEventListener('abort', () => this.tell(), { once: true });
  }
}
