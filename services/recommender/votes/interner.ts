/** Gives each string a small integer, in order of first sight, so that state can live in typed arrays. */
export class Interner {
  /** Not saved: it follows from the names. */
  readonly #index = new Map<string, number>();
  readonly #names: string[] = [];

  get size(): number {
    return this.#names.length;
  }

  intern(name: string): number {
    const known = this.#index.get(name);
    return known ?? this.add(name);
  }

  /** The same for a name that was never seen. */
  add(name: string): number {
    const index = this.#names.length;
    this.#index.set(name, index);
    this.#names.push(name);
    return index;
  }

  find(name: string): number | undefined {
    return this.#index.get(name);
  }

  /** @throws RangeError for an index that was never given out */
  nameOf(index: number): string {
    const name = this.#names[index];
    if (name === undefined) throw new RangeError(`no name ${index}`);
    return name;
  }

  names(): readonly string[] {
    return this.#names;
  }

  save() {
    return this.names();
  }

  restore(saved: readonly string[]): void {
    this.#index.clear();
    this.#names.length = 0;
    for (const name of saved) this.add(name);
  }
}
