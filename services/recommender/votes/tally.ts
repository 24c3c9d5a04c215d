import type { Standing } from '../../contracts/http/accounts.ts';
import type { Assessor } from '../integrity/assessor.ts';
import type { Judgement } from '../integrity/lockstep/judge-groups.ts';
import { Lockstep, type LockstepSource } from '../integrity/lockstep/lockstep.ts';
import { ONE, type Policy } from '../integrity/policy.ts';
import { standingOf } from '../integrity/standing.ts';
import type { Ballots } from './ballots.ts';
import { IntColumn, SumColumn } from './column.ts';
import { NONE } from './day-counts.ts';
import { drained, eachInSteps } from './in-steps.ts';
import { NEVER } from './event-time.ts';
import { decayTable, voteOf, weighted, withinBudget } from './vote.ts';

const STANDINGS: readonly Standing[] = ['newcomer', 'established', 'quarantined', 'demoted', 'established'];
const NEWCOMER = 0;
const ESTABLISHED = 1;
const QUARANTINED = 2;
const DEMOTED = 3;
/** Established, but others could have it demoted. */
const ON_PROBATION = 4;
/** By kind of standing: the sums that an account's votes are in, the narrowest last. */
export const POOLS: readonly (readonly Pool[])[] = [
  ['newcomers'],
  ['established'],
  [],
  ['newcomers', 'demoted'],
  ['established', 'onProbation'],
];

/** Likeness is computed on votes in ten-thousandths, so that sums of their products stay exact in doubles. */
const LIKENESS_STEP = 100;
export const likenessUnits = (vote: number): number => Math.floor(vote / LIKENESS_STEP);

/** Whose votes are summed: of the established, those on probation apart, too; of the newcomers, the demoted. */
export type Pool = 'established' | 'newcomers' | 'onProbation' | 'demoted';
export const EVERY_POOL: readonly Pool[] = ['established', 'newcomers', 'onProbation', 'demoted'];

/** What is known about accounts beyond their ballots. */
export interface People extends Omit<LockstepSource, 'riseOf'> {
  isQuarantined(account: number): boolean;
}

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
  /** By item: the part of `established` from accounts on probation, and of `newcomers` from demoted ones. */
  readonly onProbation = new SumColumn();
  readonly demoted = new SumColumn();
  readonly supporters = new IntColumn();
  /** By account: sum of votes in millionths, and the length of its vote vector in likeness units. */
  readonly voteSum = new SumColumn();
  readonly length = new SumColumn();
  /** By account: how far its signals are trusted, in millionths. */
  readonly confidence = new IntColumn(ONE);
  readonly #standing = new IntColumn();
  readonly #ballots: Ballots;
  readonly #policy: Policy;
  readonly #assessor: Assessor;
  readonly #decay: Int32Array;
  /** By account: the day of its rise. */
  readonly #rise = new IntColumn(NEVER);
  readonly #people: People;
  readonly #lockstep: Lockstep;
  readonly #countByStanding = [0, 0, 0, 0, 0];
  #today = NONE;

  constructor(ballots: Ballots, policy: Policy, assessor: Assessor, people: People) {
    this.#ballots = ballots;
    this.#policy = policy;
    this.#assessor = assessor;
    this.#people = people;
    this.#lockstep = new Lockstep({ ...people, riseOf: (account) => this.riseOf(account) }, policy);
    this.#decay = decayTable(policy.votes.halfLifeDays);
  }

  /** Accounts that are established now. */
  get establishedCount(): number {
    return this.#countByStanding[ESTABLISHED]! + this.#countByStanding[ON_PROBATION]!;
  }

  /** Of them, those past their probation: nobody else can have them demoted. */
  get pastProbationCount(): number {
    return this.#countByStanding[ESTABLISHED]!;
  }

  /** Accounts that have risen to established, the demoted among them. */
  get risenCount(): number {
    return this.establishedCount + this.#countByStanding[DEMOTED]!;
  }

  get quarantinedCount(): number {
    return this.#countByStanding[QUARANTINED]!;
  }

  /** Too few established accounts to hold newcomers to a share: nothing is promised. Demotions can't bring it about. */
  get isWaived(): boolean {
    return this.risenCount < this.#policy.standing.minimumEstablished;
  }

  /** Bytes held, capacity included. */
  get bytes(): number {
    const columns = [
      ...[this.vote, this.established, this.newcomers, this.onProbation, this.demoted, this.supporters],
      ...[this.voteSum, this.length, this.confidence, this.#rise, this.#standing],
    ];
    return columns.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  standing(account: number): Standing {
    return STANDINGS[this.#standing.data[account] ?? NEWCOMER]!;
  }

  /** By account: the kind of its standing, an index of `POOLS`. */
  get kinds(): Int32Array {
    return this.#standing.data;
  }

  /** The names of the sums that an account's votes are in. */
  poolsOf(account: number): readonly Pool[] {
    return POOLS[this.#standing.data[account] ?? NEWCOMER]!;
  }

  /** The day on which the account rises to established, or rose; undefined while days are missing, and in quarantine. */
  riseOf(account: number): number | undefined {
    const rise = this.#rise.data[account] ?? NEVER;
    return rise === NEVER ? undefined : rise;
  }

  /** Who is in lockstep, and waits for a person. */
  get groups(): Judgement {
    return this.#lockstep.judgement;
  }

  /** Is the account trusted enough for others to be alike to it? */
  isPeer(account: number): boolean {
    const { peers } = this.#policy.tolerance;
    return peers === 0 || this.confidence.data[account]! >= peers;
  }

  /** Sets what is of all others to 0. @param byAccount one number an account */
  leavePeers(byAccount: Float64Array): void {
    const { peers } = this.#policy.tolerance;
    if (peers === 0) return;
    const { data: confidence } = this.confidence;
    for (let account = 0; account < byAccount.length; account++)
      if (confidence[account]! < peers) byAccount[account] = 0;
  }

  /**
   * Brings votes, standings and sums up to `today`; costs nothing when nothing changed.
   * @returns the accounts that were counted anew, or 'all' on a new day
   */
  refresh(today: number, accounts: number, items: number): readonly number[] | 'all' {
    return drained(this.refreshInSteps(today, accounts, items));
  }

  /** The same where nobody reads it meanwhile: yields wherever others may have the thread. */
  *refreshInSteps(
    today: number,
    accounts: number,
    items: number,
  ): Generator<undefined, readonly number[] | 'all'> {
    this.#ensure(accounts, items);
    const dirty = this.#ballots.takeDirty();
    if (this.#today === NONE) yield* eachInSteps(accounts, (account) => this.#noteRise(account));
    else for (const account of dirty) this.#noteRise(account);
    const moved = yield* this.#lockstep.refreshInSteps(today, dirty, accounts);
    if (today === this.#today) {
      const changed = moved.length === 0 ? dirty : [...new Set([...dirty, ...moved])];
      for (const account of changed) this.#recount(account);
      return changed;
    }
    this.#today = today;
    yield* eachInSteps(accounts, (account) => this.#recount(account));
    return 'all';
  }

  #ensure(accounts: number, items: number): void {
    this.vote.ensure(this.#ballots.pairs.size);
    this.established.ensure(items);
    this.newcomers.ensure(items);
    this.onProbation.ensure(items);
    this.demoted.ensure(items);
    this.supporters.ensure(items);
    this.voteSum.ensure(accounts);
    this.length.ensure(accounts);
    this.#rise.ensure(accounts);
    this.confidence.ensure(accounts);
    const known = this.#standing.length;
    this.#standing.ensure(accounts);
    this.#countByStanding[NEWCOMER]! += this.#standing.length - known;
  }

  #noteRise(account: number): void {
    const rise = this.#people.isQuarantined(account) ? undefined : this.#assessor.rise(account);
    this.#rise.data[account] = rise ?? NEVER;
  }

  #recount(account: number): void {
    this.#retract(account);
    const standing = this.#standingToday(account);
    const before = this.#standing.data[account]!;
    this.#countByStanding[before]!--;
    this.#countByStanding[standing]!++;
    this.#standing.data[account] = standing;
    this.voteSum.data[account] = 0;
    this.length.data[account] = 0;
    if (standing !== QUARANTINED) this.#cast(account);
  }

  #standingToday(account: number): number {
    const isDemoted = this.#lockstep.isDemoted(account);
    const isOut = this.#people.isQuarantined(account);
    const standing = standingOf(this.riseOf(account), this.#today, isDemoted, isOut);
    if (standing === 'established' && this.#lockstep.isOnProbation(account)) return ON_PROBATION;
    return STANDINGS.indexOf(standing);
  }

  #retract(account: number): void {
    if (this.voteSum.data[account] === 0) return;
    const { pairs, nextOfAccount, firstOfAccount } = this.#ballots;
    const pools = this.poolsOf(account);
    for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const vote = this.vote.data[pair]!;
      if (vote === 0) continue;
      const item = pairs.item.data[pair]!;
      for (const pool of pools) this[pool].data[item]! -= vote;
      this.supporters.data[item]!--;
      this.vote.data[pair] = 0;
    }
  }

  #cast(account: number): void {
    const { pairs, pairDays, days, nextOfAccount, firstOfAccount } = this.#ballots;
    const { saturationDays, budget } = this.#policy.votes;
    const enough = saturationDays * 1_000_000;
    const first = firstOfAccount.data[account] ?? NONE;
    const { confidence, weight } = this.#assessor.worth(account, this.#today);
    this.confidence.data[account] = confidence;
    let sum = 0;
    for (let pair = first; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const decayed = days.decayedSum(pairDays.data[pair]!, this.#today, this.#decay, enough);
      const vote = voteOf(decayed, saturationDays);
      this.vote.data[pair] = vote;
      sum += vote;
    }
    const pools = this.poolsOf(account);
    let total = 0;
    let lengthSquared = 0;
    for (let pair = first; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const vote = weighted(withinBudget(this.vote.data[pair]!, sum, budget), weight);
      this.vote.data[pair] = vote;
      if (vote === 0) continue;
      const item = pairs.item.data[pair]!;
      for (const pool of pools) this[pool].data[item]! += vote;
      this.supporters.data[item]!++;
      total += vote;
      lengthSquared += likenessUnits(vote) ** 2;
    }
    this.voteSum.data[account] = total;
    this.length.data[account] = Math.sqrt(lengthSquared);
  }
}
