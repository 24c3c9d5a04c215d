import { createHash } from 'node:crypto';
import type { EventOf, RelishEvent } from '../../services/contracts/events.ts';
import type { Standing } from '../../services/contracts/http/accounts.ts';
import { ONE, type Policy } from '../../services/recommender/integrity/policy.ts';

type OrderEvent = Extract<RelishEvent, { type: `order.${string}` }>;
type Units = Map<string, number>;

/** All that was said of one order by its account's events. */
interface Said {
  readonly accountId: string;
  readonly whole: Set<string>;
  readonly placed: Units;
  readonly taken: Units;
  readonly withdrawn: Units;
  isPlaced: boolean;
  day: number;
}

/** What the events amount to, by name. Votes and sums in millionths. */
export interface PlainVotes {
  readonly today: number;
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly standing: ReadonlyMap<string, Standing>;
}

const dayOf = (time: string): number => Math.floor(Date.parse(time) / 86_400_000);
const isOrder = (event: RelishEvent): event is OrderEvent => event.type.startsWith('order.');
const add = (units: Units, item: string, quantity: number): unknown =>
  units.set(item, (units.get(item) ?? 0) + quantity);

const nothingSaid = (accountId: string): Said => ({
  accountId,
  whole: new Set(),
  placed: new Map(),
  taken: new Map(),
  withdrawn: new Map(),
  isPlaced: false,
  day: Infinity,
});

const hearPlacement = (said: Said, { data }: EventOf<'order.placed'>): void => {
  said.isPlaced = true;
  const units: Units = new Map();
  for (const { itemId, quantity } of data.lines) add(units, itemId, quantity);
  for (const [item, quantity] of units) said.placed.set(item, Math.max(quantity, said.placed.get(item) ?? 0));
};

const hear = (said: Said, event: OrderEvent): void => {
  if (event.type === 'order.placed') {
    hearPlacement(said, event);
    return;
  }
  if (event.type === 'order.fulfilled') said.day = Math.min(said.day, dayOf(event.time));
  const { lines } = event.data;
  if (!lines) said.whole.add(event.type);
  const units = event.type === 'order.fulfilled' ? said.taken : said.withdrawn;
  for (const { itemId, quantity } of lines ?? []) add(units, itemId, quantity ?? Infinity);
};

/** The items that an order says its account took home. */
const signalsOf = ({ whole, isPlaced, placed, taken, withdrawn }: Said): readonly string[] => {
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

const worthOf = (days: ReadonlySet<number>, today: number, { votes }: Policy): number => {
  const decayed = [...days].map((day) =>
    votes.halfLifeDays === null ? ONE : Math.round(ONE * 2 ** (-(today - day) / votes.halfLifeDays)),
  );
  return Math.min(ONE, Math.floor(decayed.reduce((sum, worth) => sum + worth, 0) / votes.saturationDays));
};

const ballotOf = (days: ReadonlyMap<string, ReadonlySet<number>>, today: number, policy: Policy): Units => {
  const { budget } = policy.votes;
  const full = [...days].map(([item, distinct]) => [item, worthOf(distinct, today, policy)] as const);
  const sum = full.reduce((total, [, vote]) => total + vote, 0);
  const fits = budget === null || sum <= budget;
  const cast = full.map(([item, vote]) => [item, fits ? vote : Math.floor((vote * budget) / sum)] as const);
  return new Map(cast.filter(([, vote]) => vote > 0));
};

const standingFrom = (distinct: ReadonlySet<number>, today: number, { standing }: Policy): Standing =>
  distinct.size >= standing.days && distinct.size > 0 && Math.min(...distinct) + standing.age <= today
    ? 'established'
    : 'newcomer';

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
  for (const account of new Set([...accounts, ...quarantined])) {
    const ofAccount = days.get(account) ?? new Map<string, Set<number>>();
    const distinct = new Set([...ofAccount.values()].flatMap((set) => [...set]));
    const isOut = quarantined.has(account);
    standing.set(account, isOut ? 'quarantined' : standingFrom(distinct, today, policy));
    votes.set(account, isOut ? new Map<string, number>() : ballotOf(ofAccount, today, policy));
  }
  return { today, votes, standing };
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
