import { rawPopularity } from '../recommenders/raw-popularity.ts';
import type { Field, RecommenderName, RelishName } from '../recommenders/field.ts';
import type { Raccoon } from '../recommenders/raccoon.ts';
import type { NamedPlace } from '../recommenders/relish.ts';
import { userKnn } from '../recommenders/user-knn.ts';

/** By account: what Relish ranks for it. */
export type PlacesByAccount = ReadonlyMap<string, readonly NamedPlace[]>;
/** By account: items that it hasn't had, best first. */
export type Rankings = ReadonlyMap<string, readonly string[]>;

const namesOf = (places: readonly NamedPlace[]): readonly string[] => places.map(({ itemId }) => itemId);

interface Ranked {
  readonly field: Field;
  /** What Relish ranked, with filters and without. */
  readonly places: Readonly<Record<RelishName, PlacesByAccount>>;
  readonly raccoon: Raccoon | undefined;
}

const rankingsOf = async (
  name: RecommenderName,
  accounts: readonly string[],
  { field: { relish, purchases }, places, raccoon }: Ranked,
): Promise<Rankings | undefined> => {
  const rankBy = (rank: (accountId: string) => readonly string[]): Rankings =>
    new Map(accounts.map((accountId) => [accountId, rank(accountId)]));
  switch (name) {
    case 'naive':
      return rankBy((accountId) => namesOf(relish.places(accountId, 'naive')));
    case 'popularity':
      return rankBy((accountId) => rawPopularity(purchases, accountId));
    case 'user-knn':
      return rankBy((accountId) => userKnn(purchases, accountId));
    case 'raccoon':
      return raccoon?.rankings(accounts);
    case 'relish':
    case 'relish-unfiltered':
      return rankBy((accountId) => namesOf(places[name].get(accountId) ?? []));
  }
};

/** The lists of some accounts by each recommender; the one that isn't there is left out. */
export const rankingsOfAll = async (
  names: readonly RecommenderName[],
  accounts: readonly string[],
  ranked: Ranked,
): Promise<ReadonlyMap<RecommenderName, Rankings>> => {
  const all = new Map<RecommenderName, Rankings>();
  for (const name of names) {
    const rankings = await rankingsOf(name, accounts, ranked);
    if (rankings) all.set(name, rankings);
  }
  return all;
};
