import type { Ballots } from '../votes/ballots.ts';
import { NONE } from '../votes/day-counts.ts';
import type { Tally } from '../votes/tally.ts';
import type { AccountFacts } from './account-facts.ts';
import type { Alike, Behind, Crowd } from './crowd.ts';
import { RECENT_DAYS } from './filters/windows.ts';
import type { OriginKind } from './origins.ts';
import { ONE } from './policy.ts';
import { RareChoices } from './rare-choices.ts';

interface Sources {
  readonly tally: Tally;
  readonly ballots: Ballots;
  readonly facts: AccountFacts;
  readonly accounts: number;
  readonly items: number;
  readonly today: number;
}

/** Behind one origin: first days of its accounts, ascending, and how many of them are established. */
interface Occupants {
  readonly firstDays: number[];
  established: number;
}

const NOBODY: Occupants = { firstDays: [], established: 0 };

/** How many of the ascending numbers are less than a limit. */
const countBelow = (ascending: readonly number[], limit: number): number => {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** All but one in a hundred. */
const USUAL = 0.99;

/** What everybody does at one position, each part computed when a filter first asks. */
export class EstablishedCrowd implements Crowd {
  readonly #sources: Sources;
  #shares: Crowd['shares'] | undefined;
  #usualOrders: number | undefined;
  #choices: RareChoices | undefined;
  readonly #pairing = new Map<string, readonly number[]>();
  readonly #behind = new Map<OriginKind, ReadonlyMap<number, Occupants>>();

  /** The tally must be up to date, and stay so while the crowd is used. */
  constructor(sources: Sources) {
    this.#sources = sources;
  }

  get shares(): Crowd['shares'] {
    if (this.#shares) return this.#shares;
    const { tally, items } = this.#sources;
    const sums = tally.established.data.subarray(0, items);
    const total = sums.reduce((sum, votes) => sum + votes, 0);
    const liked = [...sums].map((votes, item) => ({ item, share: Math.floor((ONE * votes) / total) }));
    this.#shares = total === 0 ? [] : liked.filter(({ share }) => share > 0);
    return this.#shares;
  }

  usualOrders(): number {
    if (this.#usualOrders !== undefined) return this.#usualOrders;
    const counts = this.#established().map((account) => this.#recentOrders(account));
    counts.sort((a, b) => a - b);
    this.#usualOrders = counts[Math.min(counts.length - 1, Math.floor(USUAL * counts.length))] ?? 0;
    return this.#usualOrders;
  }

  pairing(item: number, other: number, except: number): number {
    const key = `${item} ${other}`;
    const known = this.#pairing.get(key);
    const found = known ?? this.#established().filter((account) => this.#hasPaired(account, item, other));
    if (!known) this.#pairing.set(key, found);
    return found.filter((account) => account !== except).length;
  }

  behind(kind: OriginKind, hash: number, account: number): Behind {
    const known = this.#behind.get(kind);
    const occupants = known ?? this.#occupantsBehind(kind);
    if (!known) this.#behind.set(kind, occupants);
    const { firstDays, established } = occupants.get(hash) ?? NOBODY;
    const day = this.#firstDay(account);
    const cameTogether =
      countBelow(firstDays, day + RECENT_DAYS) - countBelow(firstDays, day - RECENT_DAYS + 1);
    return { accounts: firstDays.length, established, cameTogether };
  }

  alike(account: number): readonly Alike[] {
    const { ballots, accounts, items } = this.#sources;
    this.#choices ??= new RareChoices(ballots, accounts, items);
    return this.#choices.alike(account);
  }

  #established(): number[] {
    const { tally, accounts } = this.#sources;
    const found: number[] = [];
    for (let account = 0; account < accounts; account++)
      if (tally.standing(account) === 'established') found.push(account);
    return found;
  }

  #recentOrders(account: number): number {
    const { facts, today } = this.#sources;
    let orders = 0;
    facts.days.each(facts.head(account, 'taken'), (day, count) => {
      if (day > today - RECENT_DAYS) orders += count;
    });
    return orders;
  }

  #hasPaired(account: number, item: number, other: number): boolean {
    const days = this.#daysOf(account, item);
    return days.size > 0 && [...this.#daysOf(account, other)].some((day) => days.has(day));
  }

  #daysOf(account: number, item: number): ReadonlySet<number> {
    const { pairs, pairDays, days } = this.#sources.ballots;
    const pair = pairs.find(account, item);
    const found = new Set<number>();
    if (pair !== NONE) days.each(pairDays.data[pair]!, (day) => found.add(day));
    return found;
  }

  #occupantsBehind(kind: OriginKind): ReadonlyMap<number, Occupants> {
    const { facts, tally, accounts } = this.#sources;
    const found = new Map<number, Occupants>();
    for (let account = 0; account < accounts; account++) {
      for (const hash of facts.origins.of(account, kind)) {
        const occupants = found.get(hash) ?? { firstDays: [], established: 0 };
        occupants.firstDays.push(this.#firstDay(account));
        if (tally.standing(account) === 'established') occupants.established++;
        found.set(hash, occupants);
      }
    }
    for (const { firstDays } of found.values()) firstDays.sort((a, b) => a - b);
    return found;
  }

  #firstDay(account: number): number {
    const { facts } = this.#sources;
    return facts.days.oldest(facts.head(account, 'placed')) ?? NONE;
  }
}
