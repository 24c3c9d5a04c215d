import type { Exposure } from './exposures.ts';

interface Bounds {
  readonly answers: number;
  /** Of their JSON. */
  readonly characters: number;
}

const BOUNDS: Bounds = { answers: 10_000, characters: 32 * 1024 * 1024 };

interface Waiting {
  readonly exposure: Exposure;
  readonly size: number;
}

/** What went out while the log was away, in the order in which it did; bounded, because nobody knows for how long. */
export class WaitingExposures {
  readonly #bounds: Bounds;
  /** By request id. */
  readonly #waiting = new Map<string, Waiting>();
  #characters = 0;

  constructor(bounds: Bounds = BOUNDS) {
    this.#bounds = bounds;
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** False if there is no room for it. */
  add(exposure: Exposure): boolean {
    const size = JSON.stringify(exposure).length;
    const { answers, characters } = this.#bounds;
    if (this.#waiting.size >= answers || this.#characters + size > characters) return false;
    this.#waiting.set(exposure.id, { exposure, size });
    this.#characters += size;
    return true;
  }

  find(requestId: string): Exposure | undefined {
    return this.#waiting.get(requestId)?.exposure;
  }

  /** The first ones. */
  first(count: number): readonly Exposure[] {
    const found: Exposure[] = [];
    for (const { exposure } of this.#waiting.values()) {
      if (found.length === count) break;
      found.push(exposure);
    }
    return found;
  }

  remove(exposures: readonly Exposure[]): void {
    for (const { id } of exposures) {
      this.#characters -= this.#waiting.get(id)?.size ?? 0;
      this.#waiting.delete(id);
    }
  }
}
