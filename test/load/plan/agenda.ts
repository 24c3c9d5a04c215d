interface Entry<T> {
  readonly due: number;
  readonly what: T;
}

/** What is to be done when: a binary heap, so that a rush costs the logarithm of what waits. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** When the first is due; undefined if nothing is. */
  get nextDue(): number | undefined {
    return this.#heap[0]?.due;
  }

  add(due: number, what: T): void {
    const heap = this.#heap;
    let at = heap.push({ due, what }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.due <= due) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The first, if it is due at `now`. */
  take(now: number): Entry<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.due > now) return undefined;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && heap[child]!.due < heap[least]!.due) least = child;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const kept = heap[a]!;
    heap[a] = heap[b]!;
    heap[b] = kept;
  }
}
