import { outcomeName } from '../integrity/settlement.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { ageBracket, type Ages, type Fingerprint, fingerprintFrom } from './fingerprint.ts';

const increase = (counts: Map<number, number>, key: number, by = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

/** Counts of a stretch of days; orders come in any order. */
class Window {
  orders = 0;
  lines = 0;
  units = 0;
  readonly outcomes = { open: 0, fulfilled: 0, cancelled: 0, expired: 0, refunded: 0 };
  readonly byItem = new Map<number, number>();
  readonly byAccount = new Map<number, number>();
  readonly byOrigin = new Map<number, number>();
  readonly #accountsByItem = new Map<number, Map<number, number>>();

  add({ book, origins }: RecommenderState, order: number): void {
    const account = book.accountOf(order);
    const origin = origins.of(order);
    this.orders++;
    this.outcomes[outcomeName(book.outcomeOf(order))]++;
    increase(this.byAccount, account, 0);
    if (origin !== undefined) increase(this.byOrigin, origin);
    book.visitLines(order, (item, units) => {
      this.lines++;
      this.units += units;
      increase(this.byItem, item);
      increase(this.byAccount, account);
      increase(this.#accountsOf(item), account);
    });
  }

  accountsBehind(item: number | undefined): Iterable<number> {
    return item === undefined ? [] : this.#accountsOf(item).values();
  }

  #accountsOf(item: number): Map<number, number> {
    const known = this.#accountsByItem.get(item);
    if (known) return known;
    const accounts = new Map<number, number>();
    this.#accountsByItem.set(item, accounts);
    return accounts;
  }
}

/** Accounts by age on the last day of the window. */
const agesOn = (state: RecommenderState, accounts: Iterable<number>, day: number): Ages => {
  const ages: Ages = [0, 0, 0, 0, 0];
  for (const account of accounts) {
    const bracket = ageBracket(day - (state.days.firstDayOf(account) ?? day));
    ages[bracket] = (ages[bracket] ?? 0) + 1;
  }
  return ages;
};

/**
 * The fingerprint of the orders placed on the days from `from` to `to` (since 1970 UTC, both included) and of what
 * became of them since. Costs as much as those days have order lines.
 */
export const fingerprintOfDays = (state: RecommenderState, from: number, to: number): Fingerprint => {
  const window = new Window();
  for (let day = from; day <= to; day++) for (const order of state.days.on(day)) window.add(state, order);
  const accounts = [...window.byAccount.keys()];
  const isNew = (account: number) => (state.days.firstDayOf(account) ?? from) >= from;
  return fingerprintFrom({
    counts: {
      orders: window.orders,
      lines: window.lines,
      units: window.units,
      accounts: accounts.length,
      newAccounts: accounts.filter(isNew).length,
    },
    outcomes: window.outcomes,
    ages: agesOn(state, accounts, to),
    byItem: [...window.byItem].map(([item, lines]) => [state.items.nameOf(item), lines] as const),
    byOrigin: [...window.byOrigin.values()],
    byAccount: window.byAccount.values(),
    accountsBehind: (itemId) => window.accountsBehind(state.items.find(itemId)),
  });
};
