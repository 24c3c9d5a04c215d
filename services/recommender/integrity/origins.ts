import { fnv1a } from '../../platform/digest/fnv1a.ts';
import { IntColumn } from '../votes/column.ts';

/** What an origin says, each kept apart. */
export const originKinds = ['address', 'network', 'device'] as const;
export type OriginKind = (typeof originKinds)[number];
export type Origin = { readonly [Kind in OriginKind]?: string | undefined };

/** So many distinct ones of a kind are kept for an account: the smallest, so that it doesn't matter which came first. */
const KEPT = 4;
const EMPTY = 0x7fffffff;

/** So many digits of a keyed hash, 32 bits of it, tell origins apart: nobody chooses what collides. */
const DIGITS = 8;

/** 31 bits. */
const shortened = (text: string): number => (fnv1a(text.slice(0, DIGITS)) >>> 1) % EMPTY;

/**
 * Where each account's orders came from: by kind the `KEPT` smallest hashes, ascending. Bottom-k sketches (Broder
 * 1997): the same for any order of arrival, and what two accounts share shows in both where it is small enough.
 */
export class Origins {
  readonly #hashes: Readonly<Record<OriginKind, IntColumn>> = {
    address: new IntColumn(EMPTY),
    network: new IntColumn(EMPTY),
    device: new IntColumn(EMPTY),
  };

  note(account: number, origin: Origin): void {
    for (const kind of originKinds) {
      const text = origin[kind];
      if (text !== undefined) this.#insert(this.#hashes[kind], account * KEPT, shortened(text));
    }
  }

  /** The hashes that are kept of an account, ascending. */
  of(account: number, kind: OriginKind): readonly number[] {
    const { data } = this.#hashes[kind];
    return [...data.subarray(account * KEPT, (account + 1) * KEPT)].filter((hash) => hash !== EMPTY);
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    return originKinds.reduce((sum, kind) => sum + this.#hashes[kind].data.byteLength, 0);
  }

  #insert(column: IntColumn, from: number, hash: number): void {
    column.ensure(from + KEPT);
    const { data } = column;
    let carried = hash;
    for (let at = from; at < from + KEPT; at++) {
      const here = data[at]!;
      if (here === carried) return;
      if (here < carried) continue;
      data[at] = carried;
      carried = here;
    }
  }
}
