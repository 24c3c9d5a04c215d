import type { Ballots } from '../votes/ballots.ts';
import { NONE } from '../votes/day-counts.ts';
import type { Alike } from './crowd.ts';
import { NAT } from './filters/log-factorial.ts';
import { ONE } from './policy.ts';

/**
 * An item that more than this share of the accounts took is explained by its popularity; and no item's takers are
 * listed beyond so many, whatever the share, so that it is bounded what one account is compared with. The share was
 * chosen with the filter's threshold (same-choices.ts).
 */
const RARE = 0.03;
const MOST_TAKERS = 256;
/** One rare item in common happens. */
const LEAST_SHARED = 2;

/**
 * Who took the same rare items home, times aside: all accounts and their sets of items at one position. Items weigh
 * ln(accounts/takers): what few took says more. Reads the ballots once; takes four bytes for each account that took
 * a rare item, at most `MOST_TAKERS` of them an item, and eight an account and an item.
 */
export class RareChoices {
  readonly #ballots: Ballots;
  /** By item: how many took it, and what it weighs in millionths of a nat: whole numbers add up alike in any order. */
  readonly #takers: Int32Array;
  readonly #weights: Float64Array;
  /** By account: the weight of all it took. */
  readonly #totals: Float64Array;
  /** The takers of rare items, and by item where its own begin. */
  readonly #listed: Int32Array;
  readonly #from: Int32Array;

  constructor(ballots: Ballots, accounts: number, items: number) {
    this.#ballots = ballots;
    this.#takers = new Int32Array(items);
    this.#totals = new Float64Array(accounts);
    const taking = new Uint8Array(accounts);
    this.#eachPair((account, item) => {
      this.#takers[item]!++;
      taking[account] = 1;
    });
    const active = taking.reduce((sum, one) => sum + one, 0);
    this.#weights = Float64Array.from(this.#takers, (takers) =>
      takers === 0 ? 0 : Math.round(NAT * Math.log(active / takers)),
    );
    const most = Math.min(MOST_TAKERS, Math.floor(RARE * active));
    this.#from = this.#beginnings(most);
    this.#listed = new Int32Array(this.#from[items]!);
    this.#list(most);
  }

  /** Those who share at least two rare items with the account, most alike first. */
  alike(account: number): readonly Alike[] {
    const shared = new Map<number, { weight: number; items: number }>();
    this.#eachOf(account, (item) => {
      for (let at = this.#from[item]!; at < this.#from[item + 1]!; at++) {
        const other = this.#listed[at]!;
        if (other === account) continue;
        const known = shared.get(other);
        if (!known) shared.set(other, { weight: this.#weights[item]!, items: 1 });
        else {
          known.weight += this.#weights[item]!;
          known.items++;
        }
      }
    });
    const found: Alike[] = [];
    for (const [other, { weight, items }] of shared) {
      if (items < LEAST_SHARED) continue;
      const all = this.#totals[account]! + this.#totals[other]! - weight;
      found.push({ account: other, items, likeness: Math.floor((ONE * weight) / all) });
    }
    return found.sort((a, b) => b.likeness - a.likeness || a.account - b.account);
  }

  #eachPair(visit: (account: number, item: number) => void): void {
    const { pairs, pairDays } = this.#ballots;
    for (let pair = 0; pair < pairs.size; pair++) {
      if (pairDays.data[pair] !== NONE) visit(pairs.account.data[pair]!, pairs.item.data[pair]!);
    }
  }

  #eachOf(account: number, visit: (item: number) => void): void {
    const { pairs, pairDays, firstOfAccount, nextOfAccount } = this.#ballots;
    for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      if (pairDays.data[pair] !== NONE) visit(pairs.item.data[pair]!);
    }
  }

  #beginnings(most: number): Int32Array {
    const from = new Int32Array(this.#takers.length + 1);
    for (const [item, takers] of this.#takers.entries())
      from[item + 1] = from[item]! + (takers > 1 && takers <= most ? takers : 0);
    return from;
  }

  #list(most: number): void {
    const next = this.#from.slice();
    this.#eachPair((account, item) => {
      this.#totals[account]! += this.#weights[item]!;
      if (this.#takers[item]! > 1 && this.#takers[item]! <= most) this.#listed[next[item]!++] = account;
    });
  }
}
