import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Answer } from '../../../services/contracts/http/answers.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import type { Shop } from '../attacks/attack.ts';
import type { DataSet } from '../history/data-set.ts';
import { holdOut } from '../history/hold-out.ts';
import { summariseShop } from '../history/summarise-shop.ts';
import type { HonestAccount } from '../measures/honest-losses.ts';
import { Field, type RecommenderName, type RelishName } from '../recommenders/field.ts';
import type { Relish } from '../recommenders/relish.ts';
import { type PlacesByAccount, type Rankings, rankingsOf } from './rankings.ts';

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
  readonly events: readonly RelishEvent[];
  readonly policy: Policy;
  readonly shop: Shop;
  /** By account of the cohort: what it took home later. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rankings: ReadonlyMap<RecommenderName, Rankings>;
  readonly relish: Readonly<Record<RelishName, CleanRelish>>;
  readonly isWaived: boolean;
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
export const clean = (
  data: DataSet,
  policy: Policy,
  recommenders: readonly RecommenderName[],
): CleanPicture => {
  const { events, wanted } = holdOut(data.events, COHORT);
  const field = new Field(policy);
  field.apply(events);
  const shop = summariseShop(events, policy, field.relish.cheapest);
  const cohort = [...wanted.keys()];
  const everybody = shop.customers.map(({ accountId }) => accountId);
  const relish = field.withAndWithout((one) => lookAt(one, cohort, everybody));
  const places = { relish: relish.relish.places, 'relish-unfiltered': relish['relish-unfiltered'].places };
  return {
    ...{ name: data.name, events, policy, shop, wanted, relish },
    rankings: new Map(recommenders.map((name) => [name, rankingsOf(name, cohort, field, places)])),
    isWaived: [...relish.relish.answers.values()].some(({ certificate }) => certificate.waived),
  };
};
