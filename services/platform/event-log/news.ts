/** Wakes those who wait for the log to grow; nobody polls. */
export class News {
  readonly #waiting = new Set<() => void>();

  /** Resolves at the next `tell`, or when the signal aborts. */
  async next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    let wake: () => void = () => undefined;
    const told = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.#waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    await told;
    this.#waiting.delete(wake);
    signal.removeEventListener('abort', wake);
  }

  tell(): void {
    for (const wake of this.#waiting) wake();
  }
}
