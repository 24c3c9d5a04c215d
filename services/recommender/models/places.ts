import { best } from './best.ts';

/** An item in a ranking, with what the certificate needs to know. Integers, in millionths of a vote. */
export interface Place {
  readonly item: number;
  readonly score: number;
  readonly own: number;
  readonly established: number;
  /** Newcomers' part as it counts: capped, unless the cap is waived. */
  readonly newcomers: number;
  /** The score without any newcomer, and with as many as can count. */
  readonly low: number;
  readonly high: number;
  /** Of its established part, what others could have demoted, and of the newcomers' what they could bring back. */
  readonly onProbation: number;
  readonly demoted: number;
  /** c: what one more hostile account can add to the score. */
  readonly step: number;
}

type IsBefore = (a: Place, b: Place) => boolean;

/** Items of a ranking, put in order as far as somebody looks: a list shows a few of hundreds. */
export class Places {
  readonly #places: readonly Place[];
  readonly #isBefore: IsBefore;

  /** @param places in no order @param isBefore a total order of them */
  constructor(places: readonly Place[], isBefore: IsBefore) {
    this.#places = places;
    this.#isBefore = isBefore;
  }

  /** All, best first. */
  inOrder(): readonly Place[] {
    return this.#places.toSorted((a, b) => (this.#isBefore(a, b) ? -1 : 1));
  }

  /** All, in no order. */
  inNoOrder(): readonly Place[] {
    return this.#places;
  }

  /** The best ones, best first. */
  first(count: number): readonly Place[] {
    return best(this.#places, count, this.#isBefore);
  }

  /** The best ones, best first, and all others. */
  split(count: number): readonly [list: readonly Place[], others: Places] {
    const list = this.first(count);
    const inList = new Set(list);
    return [list, this.filter((place) => !inList.has(place))];
  }

  /** Those for which it holds. */
  filter(holds: (place: Place) => boolean): Places {
    return new Places(this.#places.filter(holds), this.#isBefore);
  }
}
