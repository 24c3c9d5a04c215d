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

/** The first `count`, best first: one pass, for a count that is small. */
const best = (places: readonly Place[], count: number, isBefore: IsBefore): readonly Place[] => {
  const found: Place[] = [];
  for (const place of places) {
    let at = found.length;
    while (at > 0 && isBefore(place, found[at - 1]!)) at--;
    if (at === count) continue;
    found.splice(at, 0, place);
    if (found.length > count) found.pop();
  }
  return found;
};

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

  /** All but the `count` best ones. */
  behind(count: number): Places {
    if (count === 0) return this;
    const last = this.first(count).at(count - 1);
    return this.filter((place) => last !== undefined && this.#isBefore(last, place));
  }

  /** Those for which it holds. */
  filter(holds: (place: Place) => boolean): Places {
    return new Places(this.#places.filter(holds), this.#isBefore);
  }
}
