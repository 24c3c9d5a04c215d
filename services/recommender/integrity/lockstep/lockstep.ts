import { NONE } from '../../votes/day-counts.ts';
import { eachInSteps } from '../../votes/in-steps.ts';
import type { Policy } from '../policy.ts';
import { isOnProbation, judgeGroups, type Judgement, type Member } from './judge-groups.ts';
import { Signature } from './signature.ts';

/** What the groups are judged on. */
export interface LockstepSource {
  /** Calls `visit(hash of the item's id, minute)` for what the account ordered and took home before a day. */
  actionsBefore(account: number, day: number, visit: (itemHash: number, minute: number) => void): void;
  /** The day on which the account rose or will rise to established; undefined while it is far from it or in quarantine. */
  riseOf(account: number): number | undefined;
  isCleared(account: number): boolean;
  nameOf(account: number): string;
}

const NOBODY: Judgement = {
  demoted: new Set(),
  waiting: new Set(),
  together: new Map(),
  risen: 0,
  candidates: 0,
};

const isSame = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.every((key, band) => key === b[band]));

/**
 * Who is in lockstep as of the beginning of today: of the accounts that had risen by then, judged on what
 * they took home by then. So a day's orders change nobody's groups until the next one, and what comes late
 * changes them at once. Costs a pass over the risen accounts when a group changed, else what the touched
 * accounts have ordered.
 */
export class Lockstep {
  readonly #source: LockstepSource;
  readonly #policy: Policy;
  readonly #signature = new Signature();
  readonly #members = new Map<number, Member>();
  /** Touched today: their actions of today count from tomorrow on. */
  #touched = new Set<number>();
  #today = NONE;
  #judgement = NOBODY;

  constructor(source: LockstepSource, policy: Policy) {
    this.#source = source;
    this.#policy = policy;
  }

  get judgement(): Judgement {
    return this.#judgement;
  }

  isDemoted(account: number): boolean {
    return this.#judgement.demoted.has(account);
  }

  /** Can be demoted by what others do; also true of accounts that rose today. */
  isOnProbation(account: number): boolean {
    const rise = this.#source.riseOf(account);
    const isCleared = this.#source.isCleared(account);
    return rise !== undefined && isOnProbation({ rise, isCleared }, this.#today, this.#policy);
  }

  /**
   * Judges anew where something changed; on a new day it yields wherever others may have the thread.
   * @param touched accounts whose history, standing or label may have changed
   * @returns accounts whose demotion came or went
   */
  *refreshInSteps(
    today: number,
    touched: readonly number[],
    accounts: number,
  ): Generator<undefined, readonly number[]> {
    if (this.#policy.filters.lockstep.effect === 'none') return [];
    const isNewDay = today !== this.#today;
    const before = this.#judgement;
    if (isNewDay) yield* this.#startDay(today, touched, accounts);
    else {
      let hasChanged = false;
      for (const account of touched) {
        this.#touched.add(account);
        if (this.#update(account)) hasChanged = true;
      }
      if (!hasChanged) return [];
    }
    this.#judgement = judgeGroups(this.#oldestFirst(), today, this.#policy);
    return differing(before.demoted, this.#judgement.demoted);
  }

  *#startDay(today: number, touched: readonly number[], accounts: number): Generator<undefined, void> {
    this.#today = today;
    const changed = new Set([...this.#touched, ...touched]);
    yield* eachInSteps(accounts, (account) => {
      if (changed.has(account) || !this.#members.has(account)) this.#update(account);
    });
    yield;
    this.#touched = new Set(touched);
  }

  /** True if the account joined, left, or moves with others now. */
  #update(account: number): boolean {
    const before = this.#members.get(account);
    const rise = this.#source.riseOf(account);
    if (rise === undefined || rise >= this.#today) return this.#members.delete(account);
    const isCleared = this.#source.isCleared(account);
    const keys = this.#keysOf(account);
    if (before?.rise === rise && before.isCleared === isCleared && isSame(before.keys, keys)) return false;
    this.#members.set(account, { account, rise, keys, isCleared });
    return true;
  }

  #keysOf(account: number): readonly number[] | undefined {
    this.#signature.clear();
    this.#source.actionsBefore(account, this.#today, (itemHash, minute) => {
      this.#signature.add(itemHash, minute);
    });
    return this.#signature.keys();
  }

  #oldestFirst(): readonly Member[] {
    const nameOf = (account: number) => this.#source.nameOf(account);
    return [...this.#members.values()].sort(
      (a, b) => a.rise - b.rise || (nameOf(a.account) < nameOf(b.account) ? -1 : 1),
    );
  }
}

const differing = (a: ReadonlySet<number>, b: ReadonlySet<number>): readonly number[] => [
  ...[...a].filter((account) => !b.has(account)),
  ...[...b].filter((account) => !a.has(account)),
];
