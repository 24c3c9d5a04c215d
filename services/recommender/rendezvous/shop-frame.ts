import type { RecommenderState } from '../replay/recommender-state.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

/** What is known of all items at once, as of a version of the catalogue. */
export interface Shelf {
  readonly version: number;
  /** Ids, sorted. */
  readonly soldOut: readonly string[];
  /** By item, of those that have one. */
  readonly names: ReadonlyMap<number, string>;
}

/** What an answer needs to know of a state, and that the state may have left behind by the time a model answers. */
export interface ShopFrame extends Shelf {
  readonly policy: string;
  readonly heldSince: string | undefined;
  readonly waived: boolean;
  /** What the cheapest order costs, in minor units. */
  readonly cheapest: number;
  /** Items known then; later ones have larger numbers. */
  readonly items: number;
}

/** A catalogue seldom changes: requests share what follows from it. */
const shelves = new WeakMap<Catalogue, Shelf>();

const shelfOf = ({ catalogue, items }: RecommenderState): Shelf => {
  const { version } = catalogue;
  const known = shelves.get(catalogue);
  if (known?.version === version) return known;
  const soldOut = catalogue.soldOut().map((item) => items.nameOf(item));
  const shelf = { version, soldOut: soldOut.sort(), names: catalogue.names() };
  shelves.set(catalogue, shelf);
  return shelf;
};

/** A frame of the state as it is now. */
export const frameOf = (state: RecommenderState): ShopFrame => {
  state.recount();
  return {
    policy: state.policyDigest,
    heldSince: state.incidents.open?.opened.position,
    waived: state.tally.isWaived,
    cheapest: state.catalogue.cheapest(),
    items: state.items.size,
    ...shelfOf(state),
  };
};
