import { rawPopularity } from '../recommenders/raw-popularity.ts';
import type { Field, RecommenderName, RelishName } from '../recommenders/field.ts';
import type { NamedPlace } from '../recommenders/relish.ts';
import { userKnn } from '../recommenders/user-knn.ts';

/** By account: what Relish ranks for it. */
export type PlacesByAccount = ReadonlyMap<string, readonly NamedPlace[]>;
/** By account: items that it hasn't had, best first. */
export type Rankings = ReadonlyMap<string, readonly string[]>;

const namesOf = (places: readonly NamedPlace[]): readonly string[] => places.map(({ itemId }) => itemId);

/** The lists of some accounts by a recommender that lives in this process. */
export const rankingsOf = (
  name: RecommenderName,
  accounts: readonly string[],
  { relish, purchases }: Field,
  places: Readonly<Record<RelishName, PlacesByAccount>>,
): Rankings => {
  const rankBy = (rank: (accountId: string) => readonly string[]): Rankings =>
    new Map(accounts.map((accountId) => [accountId, rank(accountId)]));
  switch (name) {
    case 'naive':
      return rankBy((accountId) => namesOf(relish.places(accountId, 'naive')));
    case 'popularity':
      return rankBy((accountId) => rawPopularity(purchases, accountId));
    case 'user-knn':
      return rankBy((accountId) => userKnn(purchases, accountId));
    case 'relish':
    case 'relish-unfiltered':
      return rankBy((accountId) => namesOf(places[name].get(accountId) ?? []));
  }
};
