import type { ModelName } from '../../contracts/http/answers.ts';
import type { ApartHandle } from './apart-handle.ts';

/**
 * The models that run apart and are asked with every request: at most one of a name. A newer one takes over from the one
 * before when it is live, and not before.
 */
export class LiveModels implements AsyncDisposable {
  readonly #handles = new Map<ModelName, ApartHandle>();
  /** Newer ones that aren't live yet. */
  readonly #coming = new Map<ModelName, ApartHandle>();
  readonly #leaving = new Set<Promise<void>>();

  put(handle: ApartHandle): void {
    const { name } = handle.model;
    const overtaken = this.#coming.get(name);
    if (overtaken) this.#leave(overtaken);
    this.#coming.set(name, handle);
    this.#takeOver();
  }

  /** Takes the model of this name away, and what would have taken over from it. */
  remove(name: ModelName): void {
    for (const handles of [this.#handles, this.#coming]) {
      const handle = handles.get(name);
      if (handle) this.#leave(handle);
      handles.delete(name);
    }
  }

  /** Those that are asked. */
  all(): readonly ApartHandle[] {
    if (this.#coming.size > 0) this.#takeOver();
    return [...this.#handles.values()];
  }

  /** Those that will be asked when they are live, in the place of others. */
  coming(): readonly ApartHandle[] {
    return [...this.#coming.values()];
  }

  find(name: ModelName): ApartHandle | undefined {
    return this.all().find(({ model }) => model.name === name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const name of [...this.#handles.keys(), ...this.#coming.keys()]) this.remove(name);
    await Promise.all(this.#leaving);
  }

  #takeOver(): void {
    for (const [name, handle] of this.#coming) {
      const before = this.#handles.get(name);
      if (before && handle.health.is !== 'live') continue;
      this.#coming.delete(name);
      this.#handles.set(name, handle);
      if (before) this.#leave(before);
    }
  }

  #leave(handle: ApartHandle): void {
    const leave = async () => {
      await handle[Symbol.asyncDispose]();
      this.#leaving.delete(gone);
    };
    const gone = leave();
    this.#leaving.add(gone);
  }
}
