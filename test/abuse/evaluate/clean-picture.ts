import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Answer } from '../../../services/contracts/http/answers.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import type { Shop } from '../attacks/attack.ts';
import type { DataSet } from '../history/data-set.ts';
import type { Origin } from '../attacks/origins.ts';
import { withHonestOrigins } from '../history/honest-origins.ts';
import { holdOut } from '../history/hold-out.ts';
import { summariseShop } from '../history/summarise-shop.ts';
import type { HonestAccount } from '../measures/honest-losses.ts';
import type { Raccoon } from '../recommenders/raccoon.ts';
import { Field, type RecommenderName, type RelishName } from '../recommenders/field.ts';
import type { Relish } from '../recommenders/relish.ts';
import { bestSellersOf, relatedOf, type RelatedPicture, relatedReferences } from './measure-related.ts';
import { type PlacesByAccount, type Rankings, rankingsOfAll } from './rankings.ts';

/** Places of a list that people see. */
export const SHOWN = 10;
/** Honest accounts whose last orders are held out; a seed draws its sample from them. */
const COHORT = 120;

/** Relish before the attack: what it ranks for the cohort and answers it, and what it holds of everybody. */
export interface CleanRelish {
  readonly places: PlacesByAccount;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly honest: ReadonlyMap<string, HonestAccount>;
}

/** A history without an attack, and all that is compared with later. */
export interface CleanPicture {
  readonly name: string;
  /** What was cut, made up or left out. */
  readonly notes: readonly string[];
  readonly events: readonly RelishEvent[];
  /** By account: whence it orders. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Accounts behind an office's address. */
  readonly offices: ReadonlySet<string>;
  readonly policy: Policy;
  readonly shop: Shop;
  /** By account of the cohort: what it took home later. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rankings: ReadonlyMap<RecommenderName, Rankings>;
  readonly relish: Readonly<Record<RelishName, CleanRelish>>;
  /** The lists on best sellers' pages. */
  readonly related: RelatedPicture;
  readonly isWaived: boolean;
  /** Has learned this history; absent where there is no Redis, or nobody asks. */
  readonly raccoon: Raccoon | undefined;
}

export const honestIn = (relish: Relish, accounts: readonly string[]): ReadonlyMap<string, HonestAccount> =>
  new Map(
    accounts.flatMap((accountId): [string, HonestAccount][] => {
      const verdict = relish.verdict(accountId);
      return verdict ? [[accountId, { verdict, votes: relish.votes(accountId) }]] : [];
    }),
  );

const lookAt = (relish: Relish, cohort: readonly string[], everybody: readonly string[]): CleanRelish => ({
  places: new Map(cohort.map((accountId) => [accountId, relish.places(accountId)])),
  answers: new Map(cohort.map((accountId) => [accountId, relish.answer(accountId, SHOWN)])),
  honest: honestIn(relish, everybody),
});

/** Folds a history once for all attacks on it. */
export const clean = async (
  data: DataSet,
  policy: Policy,
  recommenders: readonly RecommenderName[],
  raccoon?: Raccoon,
): Promise<CleanPicture> => {
  const { events: kept, wanted } = holdOut(data.events, COHORT);
  const { events, origins, offices, note } = withHonestOrigins(kept);
  const field = new Field(policy);
  field.apply(events);
  const shop = summariseShop(events, policy, field.relish.cheapest);
  const cohort = [...wanted.keys()];
  const everybody = shop.customers.map(({ accountId }) => accountId);
  const pages = bestSellersOf(shop.items);
  const looks = field.withAndWithout((one) => ({
    ...lookAt(one, cohort, everybody),
    related: relatedOf(one, pages),
  }));
  const places = { relish: looks.relish.places, 'relish-unfiltered': looks['relish-unfiltered'].places };
  await raccoon?.startWith(events);
  return {
    ...{ name: data.name, events, origins, offices, policy, shop, wanted, raccoon },
    relish: looks,
    related: {
      references: relatedReferences(pages, field, events),
      relish: { relish: looks.relish.related, 'relish-unfiltered': looks['relish-unfiltered'].related },
    },
    notes: [...data.notes, note],
    rankings: await rankingsOfAll(recommenders, cohort, { field, places, raccoon }),
    isWaived: [...looks.relish.answers.values()].some(({ certificate }) => certificate.waived),
  };
};
