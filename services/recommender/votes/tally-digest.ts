import { createHash } from 'node:crypto';
import type { Ballots } from './ballots.ts';
import { NONE } from './day-counts.ts';
import { drained } from './in-steps.ts';
import type { Interner } from './interner.ts';
import type { Tally } from './tally.ts';

const HASH_BYTES = 32;
/** So many accounts are hashed before others may get the thread: about 2 ms. */
const SLICE = 500;

const sortedByName = (names: readonly string[]): readonly number[] =>
  [...names.keys()].sort((a, b) => (names[a]! < names[b]! ? -1 : 1));

/**
 * The digest of the influence state: sha256 over all accounts that have an effective vote or are
 * established, sorted by id, each as sha256 of `accountId⇥standing` and its lines `itemId⇥vote`, sorted by
 * id. It knows nothing of arrival order, interning or days without effect. Accounts that didn't change are
 * not hashed again.
 */
export class TallyDigest {
  #perAccount = Buffer.alloc(0);
  #isCounted: boolean[] = [];
  #sorted: readonly number[] = [];
  readonly #noted = new Set<number>();
  #isOutdated = true;

  /** Notes what a `Tally.refresh` changed; the hashing is done when somebody asks. */
  note(changed: readonly number[] | 'all'): void {
    if (changed === 'all') this.#isOutdated = true;
    else for (const account of changed) this.#noted.add(account);
  }

  digest(tally: Tally, ballots: Ballots, accounts: Interner, items: Interner): string {
    return drained(this.inSteps(tally, ballots, accounts, items));
  }

  /** The same for a state that nobody changes meanwhile: yields wherever others may have the thread. */
  *inSteps(
    tally: Tally,
    ballots: Ballots,
    accounts: Interner,
    items: Interner,
  ): Generator<undefined, string> {
    yield* this.#hashNoted(tally, ballots, accounts, items);
    if (this.#sorted.length !== accounts.size) this.#sorted = sortedByName(accounts.names());
    const hash = createHash('sha256');
    for (const account of this.#sorted) {
      if (!this.#isCounted[account]) continue;
      hash.update(this.#perAccount.subarray(account * HASH_BYTES, (account + 1) * HASH_BYTES));
    }
    return `sha256:${hash.digest('hex')}`;
  }

  *#hashNoted(
    tally: Tally,
    ballots: Ballots,
    accounts: Interner,
    items: Interner,
  ): Generator<undefined, void> {
    if (accounts.size * HASH_BYTES > this.#perAccount.length) {
      this.#perAccount = Buffer.concat([this.#perAccount], accounts.size * HASH_BYTES * 2);
    }
    const names = items.names();
    const stale = this.#isOutdated ? accounts.names().keys() : this.#noted;
    let hashed = 0;
    for (const account of stale) {
      if (++hashed % SLICE === 0) yield;
      const lines = this.#lines(account, tally, ballots, names);
      const standing = tally.standing(account);
      this.#isCounted[account] = standing === 'established' || lines.length > 0;
      createHash('sha256')
        .update(`${accounts.nameOf(account)}\t${standing}\n${lines.join('')}`)
        .digest()
        .copy(this.#perAccount, account * HASH_BYTES);
    }
    this.#noted.clear();
    this.#isOutdated = false;
  }

  #lines(account: number, tally: Tally, ballots: Ballots, names: readonly string[]): readonly string[] {
    const lines: string[] = [];
    const { pairs, firstOfAccount, nextOfAccount } = ballots;
    for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
      const vote = tally.vote.data[pair]!;
      if (vote > 0) lines.push(`${names[pairs.item.data[pair]!]!}\t${vote}\n`);
    }
    return lines.sort();
  }
}
