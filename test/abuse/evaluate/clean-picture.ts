import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Answer } from '../../../services/contracts/http/answers.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import type { Shop } from '../attacks/attack.ts';
import type { DataSet } from '../history/data-set.ts';
import { holdOut } from '../history/hold-out.ts';
import { summariseShop } from '../history/summarise-shop.ts';
import type { HonestAccount } from '../measures/honest-losses.ts';
import { Field, type RecommenderName } from '../recommenders/field.ts';
import type { NamedPlace, Relish } from '../recommenders/relish.ts';

/** Places of a list that people see. */
export const SHOWN = 10;
/** Honest accounts whose last orders are held out; a seed draws its sample from them. */
const COHORT = 120;

/** What Relish showed an account before the attack. */
export interface CleanList {
  readonly places: readonly NamedPlace[];
  readonly answer: Answer;
}

/** A history without an attack, and all that is compared with later. */
export interface CleanPicture {
  readonly name: string;
  readonly events: readonly RelishEvent[];
  readonly policy: Policy;
  readonly shop: Shop;
  /** By account of the cohort: what it took home later. */
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rankings: ReadonlyMap<RecommenderName, ReadonlyMap<string, readonly string[]>>;
  readonly lists: Readonly<Record<RelishName, ReadonlyMap<string, CleanList>>>;
  readonly honest: Readonly<Record<RelishName, ReadonlyMap<string, HonestAccount>>>;
  readonly isWaived: boolean;
}

export const RELISH_NAMES = ['relish-unfiltered', 'relish'] as const;
export type RelishName = (typeof RELISH_NAMES)[number];
export const relishOf = (field: Field, name: RelishName): Relish =>
  name === 'relish' ? field.relish : field.unfiltered;

export const honestIn = (relish: Relish, accounts: readonly string[]): ReadonlyMap<string, HonestAccount> =>
  new Map(
    accounts.flatMap((accountId): [string, HonestAccount][] => {
      const verdict = relish.verdict(accountId);
      return verdict ? [[accountId, { verdict, votes: relish.votes(accountId) }]] : [];
    }),
  );

const listsOf = (relish: Relish, cohort: readonly string[]): ReadonlyMap<string, CleanList> =>
  new Map(
    cohort.map((accountId) => [
      accountId,
      { places: relish.places(accountId), answer: relish.answer(accountId, SHOWN) },
    ]),
  );

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
  const lists = {
    relish: listsOf(field.relish, cohort),
    'relish-unfiltered': listsOf(field.unfiltered, cohort),
  };
  return {
    name: data.name,
    events,
    policy,
    shop,
    wanted,
    rankings: new Map(
      recommenders.map((name) => [
        name,
        new Map(cohort.map((accountId) => [accountId, field.ranking(name, accountId)])),
      ]),
    ),
    lists,
    honest: {
      relish: honestIn(field.relish, everybody),
      'relish-unfiltered': honestIn(field.unfiltered, everybody),
    },
    isWaived: [...lists.relish.values()].some(({ answer }) => answer.certificate.waived),
  };
};
