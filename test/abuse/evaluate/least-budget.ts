import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Price } from '../../../services/contracts/http/answers.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import { seeded } from '../../builders/seeded.ts';
import type { Shop, Victim } from '../attacks/attack.ts';
import { lunchtime, orderOf, soon } from '../attacks/hostile-orders.ts';
import { patientVisits } from '../attacks/patient-sybils.ts';
import { imitating, rivalsOf } from '../attacks/worst-case.ts';
import { Purchases } from '../recommenders/purchases.ts';
import { rawPopularity } from '../recommenders/raw-popularity.ts';
import type { RecommenderName } from '../recommenders/field.ts';
import { Relish } from '../recommenders/relish.ts';
import { userKnn } from '../recommenders/user-knn.ts';
import { withoutFilters } from '../recommenders/without-filters.ts';
import { chooseVictim } from './choose-scene.ts';
import type { CleanPicture } from './clean-picture.ts';

/** Who tries more accounts than this in vain has not succeeded. */
const MOST = 400;
/** As much as an order may hold: nothing of it is ever paid for. */
const PIECES = 1_000_000;

/** What it took to remove one item from one list, for one recommender. */
export interface LeastBudget {
  readonly data: string;
  readonly recommender: RecommenderName;
  readonly seed: number;
  /** Its place in the list, 1 being the first. */
  readonly place: number;
  /** The fewest accounts that succeed; null: not even `tried` did. */
  readonly accounts: number | null;
  readonly tried: number;
  /** What those cost: orders taken home at the cheapest price, in minor units, and days of waiting. */
  readonly cents: number;
  readonly days: number;
  /** What Relish's answer had promised; null for the others, which promise nothing. */
  readonly certified: { readonly accounts: number; readonly price: Price } | null;
}

interface Contestant {
  apply(events: readonly RelishEvent[]): void;
  ranking(accountId: string): readonly string[];
}

const relishWith = (policy: Policy, model: 'peers' | 'naive'): Contestant => {
  const relish = new Relish(policy);
  return {
    apply: (events) => relish.apply(events),
    ranking: (accountId) => relish.places(accountId, model).map(({ itemId }) => itemId),
  };
};

const reference = (rank: (purchases: Purchases, accountId: string) => readonly string[]): Contestant => {
  const purchases = new Purchases();
  return {
    apply: (events) => purchases.apply(events),
    ranking: (accountId) => rank(purchases, accountId),
  };
};

const contestantOf = (name: RecommenderName, policy: Policy): Contestant => {
  switch (name) {
    case 'naive':
      return relishWith(withoutFilters(policy), 'naive');
    case 'popularity':
      return reference(rawPopularity);
    case 'user-knn':
      return reference(userKnn);
    case 'relish-unfiltered':
      return relishWith(withoutFilters(policy), 'peers');
    case 'relish':
      return relishWith(policy, 'peers');
  }
};

/** The cheapest account that counts fully: cancelled at once, one order, or aged until it is established. */
const accountFor = (
  name: RecommenderName,
  accountId: string,
  shop: Shop,
  items: readonly string[],
  random: () => number,
): readonly RelishEvent[] => {
  if (name === 'relish' || name === 'relish-unfiltered') return patientVisits(accountId, shop, items, random);
  const time = lunchtime(shop, 0, random);
  if (name === 'naive') return orderOf(accountId, 0, time, items, PIECES).cancelled(soon(time, 1)).events;
  return orderOf(accountId, 0, time, items).fulfilled(soon(time, 10)).events;
};

/** Account by account, so that it is the least even where one more would be one too many. */
const search = (
  contestant: Contestant,
  victim: Victim,
  account: (number: number) => readonly RelishEvent[],
): { readonly accounts: number | null; readonly tried: number } => {
  const target = victim.ranking[victim.index]!;
  const most = Math.min(MOST, 4 * victim.accounts + 40);
  for (let accounts = 1; accounts <= most; accounts++) {
    contestant.apply(account(accounts));
    if (!contestant.ranking(victim.accountId).slice(0, victim.limit).includes(target))
      return { accounts, tried: accounts };
  }
  return { accounts: null, tried: most };
};

/**
 * The fewest patient accounts that remove an item from a list, and their price: the item stands at the same place of
 * the same person's list for every recommender, each attacked in its own cheapest way.
 * @returns undefined where nobody has such a list
 */
export const leastBudget = (
  picture: CleanPicture,
  name: RecommenderName,
  seed: number,
): LeastBudget | undefined => {
  const chosen = chooseVictim(picture, seed);
  if (!chosen) return undefined;
  const contestant = contestantOf(name, picture.policy);
  contestant.apply(picture.events);
  const victim = { ...chosen, ranking: contestant.ranking(chosen.accountId) };
  if (victim.ranking.length <= victim.limit) return undefined;
  const items = [...rivalsOf(victim), ...(name === 'naive' ? [] : imitating(victim))];
  const random = seeded(seed);
  const made: RelishEvent[] = [];
  const found = search(contestant, victim, (number) => {
    const events = accountFor(name, `sybil-${seed}-${number}`, picture.shop, items, random);
    made.push(...events);
    return events;
  });
  const isRelish = name === 'relish' || name === 'relish-unfiltered';
  const answer = isRelish ? picture.relish[name].answers.get(victim.accountId)! : undefined;
  return {
    data: picture.name,
    recommender: name,
    seed,
    place: victim.index + 1,
    ...found,
    cents: made.filter(({ type }) => type === 'order.fulfilled').length * picture.shop.cheapest,
    days: isRelish ? picture.policy.standing.age : 0,
    certified: answer
      ? { accounts: answer.items[victim.index]!.certificate.accounts, price: answer.certificate.price }
      : null,
  };
};
