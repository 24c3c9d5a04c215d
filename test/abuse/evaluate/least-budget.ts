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
import type { Raccoon } from '../recommenders/raccoon.ts';
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

/** Has the clean history already. */
interface Contestant extends AsyncDisposable {
  apply(events: readonly RelishEvent[]): Promise<void>;
  ranking(accountId: string): Promise<readonly string[]>;
}

const nothing = async (): Promise<void> => {};

const relishWith = (clean: Clean, policy: Policy, model: 'peers' | 'naive'): Contestant => {
  const relish = new Relish(policy);
  relish.apply(clean.events);
  return {
    apply: async (events) => relish.apply(events),
    ranking: async (accountId) => relish.places(accountId, model).map(({ itemId }) => itemId),
    [Symbol.asyncDispose]: nothing,
  };
};

type Rank = (purchases: Purchases, accountId: string) => readonly string[];
const reference = (clean: Clean, rank: Rank): Contestant => {
  const purchases = new Purchases();
  purchases.apply(clean.events);
  return {
    apply: async (events) => purchases.apply(events),
    ranking: async (accountId) => rank(purchases, accountId),
    [Symbol.asyncDispose]: nothing,
  };
};

/** One for all: what is tried on it is forgotten afterwards. */
const raccoonContestant = (raccoon: Raccoon): Contestant => {
  const learned: Awaited<ReturnType<Raccoon['learn']>>[] = [];
  return {
    apply: async (events) => void learned.push(await raccoon.learn(events)),
    ranking: async (accountId) => (await raccoon.rankings([accountId])).get(accountId)!,
    [Symbol.asyncDispose]: () => raccoon.forget(learned.flat()),
  };
};

type Clean = Pick<CleanPicture, 'events' | 'policy' | 'raccoon'>;

const contestantOf = (name: RecommenderName, clean: Clean): Contestant | undefined => {
  const { policy, raccoon } = clean;
  switch (name) {
    case 'naive':
      return relishWith(clean, withoutFilters(policy), 'naive');
    case 'popularity':
      return reference(clean, rawPopularity);
    case 'user-knn':
      return reference(clean, userKnn);
    case 'raccoon':
      return raccoon && raccoonContestant(raccoon);
    case 'relish-unfiltered':
      return relishWith(clean, withoutFilters(policy), 'peers');
    case 'relish':
      return relishWith(clean, policy, 'peers');
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
const search = async (
  contestant: Contestant,
  victim: Victim,
  account: (number: number) => readonly RelishEvent[],
): Promise<{ readonly accounts: number | null; readonly tried: number }> => {
  const target = victim.ranking[victim.index]!;
  const most = Math.min(MOST, 4 * victim.accounts + 40);
  for (let accounts = 1; accounts <= most; accounts++) {
    await contestant.apply(account(accounts));
    const ranking = await contestant.ranking(victim.accountId);
    if (!ranking.slice(0, victim.limit).includes(target)) return { accounts, tried: accounts };
  }
  return { accounts: null, tried: most };
};

/**
 * The fewest patient accounts that remove an item from a list, and their price: the item stands at the same place of
 * the same person's list for every recommender, each attacked in its own cheapest way.
 * @returns undefined where nobody has such a list
 */
export const leastBudget = async (
  picture: CleanPicture,
  name: RecommenderName,
  seed: number,
): Promise<LeastBudget | undefined> => {
  const chosen = chooseVictim(picture, seed);
  if (!chosen) return undefined;
  await using contestant = contestantOf(name, picture);
  if (!contestant) return undefined;
  const victim = { ...chosen, ranking: await contestant.ranking(chosen.accountId) };
  if (victim.ranking.length <= victim.limit) return undefined;
  const items = [...rivalsOf(victim), ...(name === 'naive' ? [] : imitating(victim))];
  const random = seeded(seed);
  const made: RelishEvent[] = [];
  const found = await search(contestant, victim, (number) => {
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
