import { fnv1a } from '../../../platform/digest/fnv1a.ts';

/**
 * Who moves together: same items in the same minutes, on all days (SynchroTrap, Cao et al., CCS 2014). An
 * account's actions are sketched by min-hashing (Broder 1997): two accounts agree in a row with the
 * probability of the Jaccard likeness J of their actions, in a band of ROWS rows with J^ROWS. Accounts that
 * agree in a band share a key, so a band cuts all accounts into groups, and one account is in one of them.
 * More bands would find looser groups, and let each hostile account frame more honest ones.
 */
export const BANDS = 1;
const ROWS = 2;

/** Actions this near in time, in minutes, may be the same; of two grids half a slot apart one always agrees within half a slot. */
const SLOT = 10;
const GRIDS = [0, SLOT / 2] as const;

/** The finalizer of MurmurHash3 (Appleby, public domain): every bit of the input moves every bit of the result. */
const mix = (value: number): number => {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};

const SEEDS = Int32Array.from({ length: BANDS * ROWS }, (_, row) => mix(0x9e3779b9 + row));

/** The hash of an item's id, 32 bits: the same however items were numbered. */
export const hashOfId = (id: string): number => mix(fnv1a(id));

/** Collects one account's actions, in any order, as often as one likes, and gives its key in each band. */
export class Signature {
  readonly #least = new Int32Array(BANDS * ROWS);
  #isEmpty = true;

  clear(): void {
    this.#least.fill(0x7fffffff);
    this.#isEmpty = true;
  }

  /** @param minute since 1970 UTC */
  add(itemHash: number, minute: number): void {
    this.#isEmpty = false;
    for (const offset of GRIDS) {
      const slot = Math.floor((minute + offset) / SLOT) * GRIDS.length + (offset === 0 ? 0 : 1);
      const action = mix(itemHash ^ Math.imul(slot, 0x9e3779b1));
      for (let row = 0; row < SEEDS.length; row++) {
        const hash = mix(action ^ SEEDS[row]!);
        if (hash < this.#least[row]!) this.#least[row] = hash;
      }
    }
  }

  /** The keys of the account's groups, one a band; undefined if it did nothing. */
  keys(): readonly number[] | undefined {
    if (this.#isEmpty) return undefined;
    return Array.from({ length: BANDS }, (_, band) => {
      let key = band;
      for (let row = band * ROWS; row < (band + 1) * ROWS; row++) key = mix(key ^ this.#least[row]!);
      return key;
    });
  }
}
