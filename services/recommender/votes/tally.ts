import type { Standing } from '../../contracts/http/accounts.ts';
import type { Policy } from '../integrity/policy.ts';
import { standingOf } from '../integrity/standing.ts';
import type { Ballots } from './ballots.ts';
import { IntColumn, SumColumn } from './column.ts';
import { NONE } from './day-counts.ts';
import { decayTable, voteOf, withinBudget } from './vote.ts';

const STANDINGS: readonly Standing[] = ['newcomer', 'established', 'quarantined'];
const NEWCOMER = 0;
const ESTABLISHED = 1;
const QUARANTINED = 2;

/** Likeness is computed on votes in ten-thousandths, so that sums of their products stay exact in doubles. */
const LIKENESS_STEP = 100;
export const likenessUnits = (vote: number): number => Math.floor(vote / LIKENESS_STEP);

/**
 * What the ballots are worth on a day under a policy: effective votes, standings, and their sums by item,
 * established and newcomers apart. All sums are of integers, so they don't depend on their order; a change
 * to one account costs as much as that account has items, a new day costs one pass.
 */
export class Tally {
  /** By pair: the effective vote in millionths; 0 for quarantined accounts. */
  readonly vote = new IntColumn();
  /** By item: sums of effective votes in millionths, and how many accounts are in them. */
  readonly established = new SumColumn();
  readonly newcomers = new SumColumn();
  readonly supporters = new IntColumn();
  /** By account: sum of votes in millionths, and the length of its vote vector in likeness units. */
  readonly voteSum = new SumColumn();
  readonly length = new SumColumn();
  readonly #standing = new IntColumn();
  readonly #ballots: Ballots;
  readonly #policy: Policy;
  readonly #decay: Int32Array;
  readonly #countByStanding = [0, 0, 0];
  #today = NONE;

  constructor(ballots: Ballots, policy: Policy) {
    this.#ballots = ballots;
    this.#policy = policy;
    this.#decay = decayTable(policy.votes.halfLifeDays);
  }

  /** Accounts that are established now. */
  get establishedCount(): number {
    return this.#countByStanding[ESTABLISHED]!;
  }

  get quarantinedCount(): number {
    return this.#countByStanding[QUARANTINED]!;
  }

  /** Too few established accounts to hold newcomers to a share: nothing is promised. */
  get isWaived(): boolean {
    return this.establishedCount < this.#policy.standing.minimumEstablished;
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    const columns = [this.vote, this.established, this.newcomers, this.supporters, this.voteSum, this.length];
    return columns.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  standing(account: number): Standing {
    return STANDINGS[this.#standing.data[account] ?? NEWCOMER]!;
  }

  isEstablished(account: number): boolean {
    return this.#standing.data[account] === ESTABLISHED;
  }

  /**
   * Brings votes, standings and sums up to `today`; costs nothing when nothing changed.
   * @returns the accounts that were counted anew, or 'all' on a new day
   */
  refresh(
    today: number,
    accounts: number,
    items: number,
    isQuarantined: (account: number) => boolean,
  ): readonly number[] | 'all' {
    this.#ensure(accounts, items);
    const dirty = this.#ballots.takeDirty();
    if (today === this.#today) {
      for (const account of dirty) this.#recount(account, isQuarantined(account));
      return dirty;
    }
    this.#today = today;
    for (let account = 0; account < accounts; account++) this.#recount(account, isQuarantined(account));
    return 'all';
  }

  #ensure(accounts: number, items: number): void {
    this.vote.ensure(this.#ballots.pairs.size);
    this.established.ensure(items);
    this.newcomers.ensure(items);
    this.supporters.ensure(items);
    this.voteSum.ensure(accounts);
    this.length.ensure(accounts);
    const known = this.#standing.length;
    this.#standing.ensure(accounts);
    this.#countByStanding[NEWCOMER]! += this.#standing.length - known;
  }

  #recount(account: number, isQuarantined: boolean): void {
    this.#retract(account);
    const standing = this.#standingToday(account, isQuarantined);
    const before = this.#standing.data[account]!;
    this.#countByStanding[before]!--;
    this.#countByStanding[standing]!++;
    this.#standing.data[account] = standing;
    this.voteSum.data[account] = 0;
    this.length.data[account] = 0;
    if (standing !== QUARANTINED) this.#cast(account, standing);
  }

  #standingToday(account: number, isQuarantined: boolean): number {
    const { days, accountDays, dayCount } = this.#ballots;
    const head = accountDays.data[account] ?? NONE;
    const history = { days: dayCount.data[account] ?? 0, firstDay: days.oldest(head) };
    return STANDINGS.indexOf(standingOf(history, isQuarantined, this.#today, this.#policy));
  }

  #retract(account: number): void {
    const { pairs, nextOfAccount, firstOfAccount } = this.#ballots;
    const sums = this.#standing.data[account] === ESTABLISHED ? this.established : this.newcomers;
    for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const vote = this.vote.data[pair]!;
      if (vote === 0) continue;
      const item = pairs.item.data[pair]!;
      sums.data[item]! -= vote;
      this.supporters.data[item]!--;
      this.vote.data[pair] = 0;
    }
  }

  #cast(account: number, standing: number): void {
    const { pairs, pairDays, days, nextOfAccount, firstOfAccount } = this.#ballots;
    const { saturationDays, budget } = this.#policy.votes;
    const enough = saturationDays * 1_000_000;
    const first = firstOfAccount.data[account] ?? NONE;
    let sum = 0;
    for (let pair = first; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const decayed = days.decayedSum(pairDays.data[pair]!, this.#today, this.#decay, enough);
      const vote = voteOf(decayed, saturationDays);
      this.vote.data[pair] = vote;
      sum += vote;
    }
    const sums = standing === ESTABLISHED ? this.established : this.newcomers;
    let total = 0;
    let lengthSquared = 0;
    for (let pair = first; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const vote = withinBudget(this.vote.data[pair]!, sum, budget);
      this.vote.data[pair] = vote;
      if (vote === 0) continue;
      const item = pairs.item.data[pair]!;
      sums.data[item]! += vote;
      this.supporters.data[item]!++;
      total += vote;
      lengthSquared += likenessUnits(vote) ** 2;
    }
    this.voteSum.data[account] = total;
    this.length.data[account] = Math.sqrt(lengthSquared);
  }
}
