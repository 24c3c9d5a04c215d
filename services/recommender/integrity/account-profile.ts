import type { Ballots } from '../votes/ballots.ts';
import { type DayCounts, NONE } from '../votes/day-counts.ts';
import type { AccountFacts } from './account-facts.ts';
import type { OriginKind } from './origins.ts';
import type { DayCount, Profile, Unfetched } from './profile.ts';

const listed = (days: DayCounts, head: number): readonly DayCount[] => {
  const list: DayCount[] = [];
  days.each(head, (day, count) => list.push({ day, count }));
  return list;
};

const daysIn = (days: DayCounts, head: number): readonly number[] => {
  const list: number[] = [];
  days.each(head, (day) => list.push(day));
  return list;
};

/** What an account ordered, whatever became of it; asked for when a filter asks. */
export type PlacedBy = (account: number) => Profile['placed'];

/** One account's profile, read from the facts when a filter asks. */
export class AccountProfile implements Profile {
  readonly account: number;
  readonly today: number;
  readonly #facts: AccountFacts;
  readonly #ballots: Ballots;
  readonly #placedBy: PlacedBy;
  /** Most filters ask for these. */
  #lines: readonly DayCount[] | undefined;
  #items: Profile['items'] | undefined;

  constructor(facts: AccountFacts, ballots: Ballots, placedBy: PlacedBy, account: number, today: number) {
    this.#facts = facts;
    this.#ballots = ballots;
    this.#placedBy = placedBy;
    this.account = account;
    this.today = today;
  }

  get unfetched(): Unfetched {
    const { days } = this.#facts;
    const total = (list: keyof Unfetched) => days.total(this.#facts.head(this.account, list));
    return {
      placed: total('placed'),
      cancelled: total('cancelled'),
      quick: total('quick'),
      expired: total('expired'),
    };
  }

  get taken(): readonly DayCount[] {
    return listed(this.#facts.days, this.#facts.head(this.account, 'taken'));
  }

  get lines(): readonly DayCount[] {
    return (this.#lines ??= listed(this.#ballots.days, this.#ballots.accountDays.data[this.account] ?? NONE));
  }

  get items(): Profile['items'] {
    return (this.#items ??= this.#taken());
  }

  get placed(): Profile['placed'] {
    return this.#placedBy(this.account);
  }

  origins(kind: OriginKind): readonly number[] {
    return this.#facts.origins.of(this.account, kind);
  }

  #taken(): Profile['items'] {
    const { pairs, pairDays, firstOfAccount, nextOfAccount, days } = this.#ballots;
    const items: { item: number; days: readonly number[] }[] = [];
    let pair = firstOfAccount.data[this.account] ?? NONE;
    for (; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const head = pairDays.data[pair]!;
      if (head !== NONE) items.push({ item: pairs.item.data[pair]!, days: daysIn(days, head) });
    }
    return items;
  }
}
