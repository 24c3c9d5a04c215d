import type { Interner } from '../../votes/interner.ts';
import { hashOfId } from './signature.ts';

/** The hash of each item's id by the item's number, computed once. */
export class ItemHashes {
  readonly #items: Interner;
  readonly #hashes: number[] = [];

  constructor(items: Interner) {
    this.#items = items;
  }

  of(item: number): number {
    for (let known = this.#hashes.length; known <= item; known++) {
      this.#hashes.push(hashOfId(this.#items.nameOf(known)));
    }
    return this.#hashes[item]!;
  }
}
