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

/** What is asked of all items of a ranking, by item: an object of each would take longer than to score them. */
export type PlaceColumns = Readonly<Record<'score' | 'high' | 'step' | 'demoted', Float64Array>>;

interface Ranked {
  /** In no order. */
  readonly items: readonly number[];
  readonly columns: PlaceColumns;
  readonly placeOf: (item: number) => Place;
  /** An item's id, for ties. */
  readonly nameOf: (item: number) => string;
}

/** Items of a ranking by score, ties by id, put in order as far as somebody looks: a list shows a few of hundreds. */
export class Places {
  readonly #ranked: Ranked;
  #first: readonly number[] = [];

  constructor(ranked: Ranked) {
    this.#ranked = ranked;
  }

  get columns(): PlaceColumns {
    return this.#ranked.columns;
  }

  /** In no order. */
  get items(): readonly number[] {
    return this.#ranked.items;
  }

  /** All, best first. */
  inOrder(): readonly Place[] {
    const inOrder = this.items.toSorted((a, b) => (this.#isBefore(a, b) ? -1 : 1));
    return inOrder.map(this.#ranked.placeOf);
  }

  /** All, in no order. */
  inNoOrder(): readonly Place[] {
    return this.items.map(this.#ranked.placeOf);
  }

  /** The best ones, best first. */
  first(count: number): readonly Place[] {
    return this.#firstItems(count).map(this.#ranked.placeOf);
  }

  /** The best ones of those for whose items it holds, best first. */
  firstOf(count: number, holds: (item: number) => boolean): readonly Place[] {
    return best(this.items, count, (a, b) => this.#isBefore(a, b), holds).map(this.#ranked.placeOf);
  }

  /** The best ones, best first, and all others. */
  split(count: number): readonly [list: readonly Place[], others: Places] {
    const list = this.#firstItems(count);
    return [this.first(count), this.filter((item) => !list.includes(item))];
  }

  /** Those for whose items it holds. */
  filter(holds: (item: number) => boolean): Places {
    return new Places({ ...this.#ranked, items: this.items.filter(holds) });
  }

  /** A list is looked at more than once. */
  #firstItems(count: number): readonly number[] {
    if (this.#first.length !== count) this.#first = best(this.items, count, (a, b) => this.#isBefore(a, b));
    return this.#first;
  }

  #isBefore(a: number, b: number): boolean {
    const { nameOf, columns } = this.#ranked;
    const mine = columns.score[a]!;
    const other = columns.score[b]!;
    return mine > other || (mine === other && nameOf(a) < nameOf(b));
  }
}
