import { createHash } from 'node:crypto';
import type { EventOf, RelishEvent } from '../../services/contracts/events.ts';
import type { Standing } from '../../services/contracts/http/accounts.ts';
import { worthOf } from '../../services/recommender/integrity/assessment.ts';
import { isHeld } from '../../services/recommender/integrity/holds.ts';
import { ONE, type Policy } from '../../services/recommender/integrity/policy.ts';

type OrderEvent = Extract<RelishEvent, { type: `order.${string}` }>;
type Units = Map<string, number>;
/** By item: the distinct days. */
type Days = ReadonlyMap<string, ReadonlySet<number>>;

/** All that was said of one order by its account's events. */
interface Said {
  readonly accountId: string;
  readonly whole: Set<string>;
  readonly placed: Units;
  readonly taken: Units;
  readonly withdrawn: Units;
  /** Earliest minutes of what was said. */
  placedAt: number;
  cancelledAt: number;
  expiredAt: number;
  day: number;
}

/** What the events amount to, by name. Votes and sums in millionths. */
export interface PlainVotes {
  readonly today: number;
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly standing: ReadonlyMap<string, Standing>;
  /** Who is trusted too little for others to be alike to. */
  readonly untrusted: ReadonlySet<string>;
}

const MINUTES_A_DAY = 1_440;
const minuteOf = (time: string): number => Math.floor(Date.parse(time) / 60_000);
const dayOf = (time: string): number => Math.floor(minuteOf(time) / MINUTES_A_DAY);
const isOrder = (event: RelishEvent): event is OrderEvent => event.type.startsWith('order.');
const add = (units: Units, item: string, quantity: number): unknown =>
  units.set(item, (units.get(item) ?? 0) + quantity);

const nothingSaid = (accountId: string): Said => ({
  accountId,
  whole: new Set(),
  placed: new Map(),
  taken: new Map(),
  withdrawn: new Map(),
  placedAt: Infinity,
  cancelledAt: Infinity,
  expiredAt: Infinity,
  day: Infinity,
});

const hearPlacement = (said: Said, { data, time }: EventOf<'order.placed'>): void => {
  said.placedAt = Math.min(said.placedAt, minuteOf(time));
  const units: Units = new Map();
  for (const { itemId, quantity } of data.lines) add(units, itemId, quantity);
  for (const [item, quantity] of units) said.placed.set(item, Math.max(quantity, said.placed.get(item) ?? 0));
};

const hear = (said: Said, event: OrderEvent): void => {
  if (event.type === 'order.placed') {
    hearPlacement(said, event);
    return;
  }
  const at = minuteOf(event.time);
  if (event.type === 'order.fulfilled') said.day = Math.min(said.day, dayOf(event.time));
  if (event.type === 'order.cancelled') said.cancelledAt = Math.min(said.cancelledAt, at);
  if (event.type === 'order.expired') said.expiredAt = Math.min(said.expiredAt, at);
  const { lines } = event.data;
  if (!lines) said.whole.add(event.type);
  const units = event.type === 'order.fulfilled' ? said.taken : said.withdrawn;
  for (const { itemId, quantity } of lines ?? []) add(units, itemId, quantity ?? Infinity);
};

/** The items that an order says its account took home. */
const signalsOf = ({ whole, placedAt, placed, taken, withdrawn }: Said): readonly string[] => {
  const isPlaced = placedAt < Infinity;
  if ([...whole].some((fact) => fact !== 'order.fulfilled')) return [];
  const handedOver = (item: string): number => {
    if (!isPlaced) return taken.get(item) ?? 0;
    const ordered = placed.get(item) ?? 0;
    return whole.has('order.fulfilled') ? ordered : Math.min(taken.get(item) ?? 0, ordered);
  };
  return [...new Set([...placed.keys(), ...taken.keys()])].filter(
    (item) => handedOver(item) > (withdrawn.get(item) ?? 0),
  );
};

/** By account, by item: the distinct days. */
const daysOf = (orders: Iterable<Said>): Map<string, Map<string, Set<number>>> => {
  const days = new Map<string, Map<string, Set<number>>>();
  for (const said of orders) {
    const ofAccount = days.get(said.accountId) ?? new Map<string, Set<number>>();
    for (const item of signalsOf(said)) ofAccount.set(item, (ofAccount.get(item) ?? new Set()).add(said.day));
    days.set(said.accountId, ofAccount);
  }
  return days;
};

const voteOf = (days: ReadonlySet<number>, today: number, { votes }: Policy): number => {
  const decayed = [...days].map((day) =>
    votes.halfLifeDays === null ? ONE : Math.round(ONE * 2 ** (-(today - day) / votes.halfLifeDays)),
  );
  return Math.min(ONE, Math.floor(decayed.reduce((sum, worth) => sum + worth, 0) / votes.saturationDays));
};

const ballotOf = (days: Days, weight: number, today: number, policy: Policy): Units => {
  const { budget } = policy.votes;
  const full = [...days].map(([item, distinct]) => [item, voteOf(distinct, today, policy)] as const);
  const sum = full.reduce((total, [, vote]) => total + vote, 0);
  const fits = budget === null || sum <= budget;
  const cast = full.map(([item, vote]) => {
    const within = fits ? vote : Math.floor((vote * budget) / sum);
    return [item, Math.floor((within * weight) / ONE)] as const;
  });
  return new Map(cast.filter(([, vote]) => vote > 0));
};

/** Orders of an account as they stood before a day: placed, and those of which it took nothing home. */
const unfetchedBefore = (day: number, orders: readonly Said[]) => {
  const before = (minute: number): boolean => minute < day * MINUTES_A_DAY;
  const placed = orders.filter(({ placedAt }) => before(placedAt));
  const forgone = placed.filter((said) => signalsOf(said).length === 0);
  const cancelled = forgone.filter(({ cancelledAt }) => before(cancelledAt));
  const quick = cancelled.filter(({ placedAt, cancelledAt }) => cancelledAt - placedAt <= 2);
  const expired = forgone.filter(
    ({ cancelledAt, expiredAt }) => cancelledAt === Infinity && before(expiredAt),
  );
  return { placed: placed.length, cancelled: cancelled.length, quick: quick.length, expired: expired.length };
};

const hasRisen = (
  distinct: ReadonlySet<number>,
  orders: readonly Said[],
  today: number,
  policy: Policy,
): boolean => {
  const { days, age } = policy.standing;
  const enough = [...distinct].sort((a, b) => a - b)[days - 1];
  if (enough === undefined) return false;
  const from = Math.max(enough, Math.min(...distinct) + age);
  for (let day = from; day <= today; day++) if (!isHeld(unfetchedBefore(day, orders), policy)) return true;
  return false;
};

/** The account's history as a filter reads it, without a crowd: only its own signals. */
const worthFrom = (ofAccount: Days, orders: readonly Said[], today: number, policy: Policy) => {
  const counted = (days: readonly number[]) =>
    [...new Set(days)].map((day) => ({ day, count: days.filter((other) => other === day).length }));
  const signals = orders.map((said) => ({ day: said.day, lines: signalsOf(said).length }));
  const taken = signals.filter(({ lines }) => lines > 0);
  const profile = {
    account: 0,
    today,
    unfetched: { placed: 0, cancelled: 0, quick: 0, expired: 0 },
    taken: counted(taken.map(({ day }) => day)),
    lines: counted(taken.flatMap(({ day, lines }) => Array<number>(lines).fill(day))),
    items: [...ofAccount.values()].map((days, item) => ({ item, days: [...days] })),
    placed: [],
    origins: () => [],
  };
  return worthOf(profile, policy);
};

/**
 * What DESIGN.md says of votes and standing, written down in the plainest way: slow, by names, from all events
 * at once. Events must be without duplicates; moderation counts in the order given.
 */
export const plainVotes = (events: readonly RelishEvent[], policy: Policy): PlainVotes => {
  const orders = new Map<string, Said>();
  const quarantined = new Set<string>();
  const accounts = new Set<string>();
  let today = -Infinity;
  for (const event of events) {
    if (isOrder(event) || event.type.startsWith('item.')) today = Math.max(today, dayOf(event.time));
    if (isOrder(event)) {
      const { orderId, accountId } = event.data;
      const key = JSON.stringify([orderId, accountId]);
      const said = orders.get(key) ?? nothingSaid(accountId);
      hear(said, event);
      orders.set(key, said);
      accounts.add(accountId);
    }
    if (event.type === 'account.quarantined') quarantined.add(event.data.accountId);
    if (event.type === 'account.reinstated') quarantined.delete(event.data.accountId);
  }
  const days = daysOf(orders.values());
  const votes = new Map<string, Units>();
  const standing = new Map<string, Standing>();
  const untrusted = new Set<string>();
  for (const account of new Set([...accounts, ...quarantined])) {
    const ofAccount = days.get(account) ?? new Map<string, Set<number>>();
    const distinct = new Set([...ofAccount.values()].flatMap((set) => [...set]));
    const isOut = quarantined.has(account);
    const own = [...orders.values()].filter(({ accountId }) => accountId === account);
    const isFounder = policy.standing.founders.includes(account) && distinct.size > 0;
    const isEstablished = isFounder || hasRisen(distinct, own, today, policy);
    const { weight, confidence } = worthFrom(ofAccount, own, today, policy);
    if (confidence < policy.tolerance.peers) untrusted.add(account);
    standing.set(account, isOut ? 'quarantined' : isEstablished ? 'established' : 'newcomer');
    votes.set(account, isOut ? new Map<string, number>() : ballotOf(ofAccount, weight, today, policy));
  }
  return { today, votes, standing, untrusted };
};

const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The digest of the influence state, as its definition says. */
export const plainDigest = ({ votes, standing }: PlainVotes): string => {
  const counted = [...votes.keys()]
    .filter((account) => standing.get(account) === 'established' || votes.get(account)!.size > 0)
    .sort((a, b) => (a < b ? -1 : 1));
  const hashes = counted.map((account) => {
    const lines = Array.from(votes.get(account)!, ([item, vote]) => `${item}\t${vote}\n`).sort();
    return sha256(`${account}\t${standing.get(account)!}\n${lines.join('')}`);
  });
  return `sha256:${sha256(...hashes).toString('hex')}`;
};
