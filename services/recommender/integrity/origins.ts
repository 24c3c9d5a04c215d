import { fnv1a } from '../../platform/digest/fnv1a.ts';
import { IntColumn } from '../votes/column.ts';

/** What an origin says, each kept apart. */
export const originKinds = ['address', 'network', 'device'] as const;
export type OriginKind = (typeof originKinds)[number];
export type Origin = { readonly [Kind in OriginKind]?: string | undefined };

/** So many distinct ones of a kind are kept for an account: the smallest, so that it doesn't matter which came first. */
const KEPT = 4;
const EMPTY = 0x7fffffff;

/** By account the hashes of one kind after those of the other: 16 integers, a line of the cache. */
const RECORD = 16;
const FROM: Readonly<Record<OriginKind, number>> = { address: 0, network: KEPT, device: 2 * KEPT };
const fromOf = (account: number, kind: OriginKind): number => account * RECORD + FROM[kind];

/** So many digits of a keyed hash, 32 bits of it, tell origins apart: nobody chooses what collides. */
const DIGITS = 8;

/** 31 bits. */
const shortened = (text: string): number => (fnv1a(text, DIGITS) >>> 1) % EMPTY;

/**
 * Where each account's orders came from: by kind the `KEPT` smallest hashes, ascending. Bottom-k sketches (Broder
 * 1997): the same for any order of arrival, and what two accounts share shows in both where it is small enough.
 */
export class Origins {
  readonly #hashes = new IntColumn(EMPTY);

  note(account: number, { address, network, device }: Origin): void {
    this.#hashes.ensure((account + 1) * RECORD);
    if (address !== undefined) this.#insert(fromOf(account, 'address'), shortened(address));
    if (network !== undefined) this.#insert(fromOf(account, 'network'), shortened(network));
    if (device !== undefined) this.#insert(fromOf(account, 'device'), shortened(device));
  }

  /** The hashes that are kept of an account, ascending. */
  of(account: number, kind: OriginKind): readonly number[] {
    const from = fromOf(account, kind);
    return [...this.#hashes.data.subarray(from, from + KEPT)].filter((hash) => hash !== EMPTY);
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    return this.#hashes.data.byteLength;
  }

  save() {
    return this.#hashes.save();
  }

  restore(saved: Int32Array): void {
    this.#hashes.restore(saved);
  }

  #insert(from: number, hash: number): void {
    const { data } = this.#hashes;
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
