/** What has been opened, to be closed in the opposite order, each part once. */
export class OpenedParts implements AsyncDisposable {
  readonly #parts: AsyncDisposable[] = [];
  #closing: Promise<void> | undefined;

  add<T extends AsyncDisposable>(part: T): T {
    this.#parts.push(part);
    return part;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** @throws AggregateError of what could not be closed, after everything else was */
  async #close(): Promise<void> {
    const errors: unknown[] = [];
    for (const part of this.#parts.reverse()) {
      try {
        await part[Symbol.asyncDispose]();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be closed.');
  }
}
