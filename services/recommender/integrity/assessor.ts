import type { Ballots } from '../votes/ballots.ts';
import { NONE } from '../votes/day-counts.ts';
import type { AccountFacts, DayList } from './account-facts.ts';
import { AccountProfile, type PlacedBy } from './account-profile.ts';
import { FULL_WORTH, type Worth, worthOf } from './assessment.ts';
import type { OrdersByDay } from './holds.ts';
import type { Policy } from './policy.ts';
import type { DayCount, Profile } from './profile.ts';
import { riseOf } from './standing.ts';

/** Says of each account on a day whether it has risen and what its signals are worth, from its own facts alone. */
export class Assessor {
  readonly #ballots: Ballots;
  readonly #facts: AccountFacts;
  readonly #placedBy: PlacedBy;
  readonly #policy: Policy;
  readonly #isFounder: (account: number) => boolean;

  constructor(
    ballots: Ballots,
    facts: AccountFacts,
    placedBy: PlacedBy,
    policy: Policy,
    isFounder: (account: number) => boolean = () => false,
  ) {
    this.#ballots = ballots;
    this.#facts = facts;
    this.#placedBy = placedBy;
    this.#policy = policy;
    this.#isFounder = isFounder;
  }

  /**
   * The day on which the account rises to established, or rose; undefined while days are missing, or nothing is known
   * that would end a hold. A founder rises on its first day: before that it has no vote, and must not be counted for
   * one.
   */
  rise(account: number): number | undefined {
    const { days, accountDays } = this.#ballots;
    const head = accountDays.data[account] ?? NONE;
    const firstDay = days.oldest(head);
    if (this.#isFounder(account)) return firstDay;
    const history = { firstDay, nthDay: days.nthOldest(head, this.#policy.standing.days) };
    const orders = this.#facts.hasUnfetched(account) ? this.ordersOf(account) : undefined;
    return riseOf(history, orders, this.#policy);
  }

  /** What its votes are worth; an account without any is worth as much as the next. */
  worth(account: number, today: number): Worth {
    return this.#ballots.hasDays(account) ? worthOf(this.profile(account, today), this.#policy) : FULL_WORTH;
  }

  profile(account: number, today: number): Profile {
    return new AccountProfile(this.#facts, this.#ballots, this.#placedBy, account, today);
  }

  /** Its orders by day: placed, and never fetched. */
  ordersOf(account: number): OrdersByDay {
    return {
      placed: this.#listed(account, 'placed'),
      cancelled: this.#listed(account, 'cancelled'),
      quick: this.#listed(account, 'quick'),
      expired: this.#listed(account, 'expired'),
    };
  }

  #listed(account: number, list: DayList): readonly DayCount[] {
    const found: DayCount[] = [];
    this.#facts.days.each(this.#facts.head(account, list), (day, count) => found.push({ day, count }));
    return found;
  }
}
