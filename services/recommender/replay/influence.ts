import type { AccountFacts } from '../integrity/account-facts.ts';
import { Assessor } from '../integrity/assessor.ts';
import { ItemHashes } from '../integrity/lockstep/item-hashes.ts';
import type { OrderBook } from '../integrity/order-book.ts';
import { placedLinesOf } from '../integrity/placed-lines.ts';
import type { Policy } from '../integrity/policy.ts';
import type { Moderation } from '../moderation/moderation.ts';
import type { Ballots } from '../votes/ballots.ts';
import type { Interner } from '../votes/interner.ts';
import { Tally } from '../votes/tally.ts';
import { TallyDigest } from '../votes/tally-digest.ts';
import { VoteIndex } from '../votes/vote-index.ts';

interface Sources {
  readonly ballots: Ballots;
  readonly book: OrderBook;
  readonly facts: AccountFacts;
  readonly moderation: Moderation;
  readonly accounts: Interner;
  readonly items: Interner;
}

/** What is made from the sources under one policy. */
interface Kept {
  readonly assessor: Assessor;
  readonly tally: Tally;
  readonly index: VoteIndex;
}

const keptUnder = (policy: Policy, sources: Sources, hashes: ItemHashes): Kept => {
  const { ballots, book, facts, moderation, accounts } = sources;
  const founders = new Set(policy.standing.founders);
  const isFounder = (account: number) => founders.size > 0 && founders.has(accounts.nameOf(account));
  const assessor = new Assessor(ballots, facts, (account) => placedLinesOf(book, account), policy, isFounder);
  const tally = new Tally(ballots, policy, assessor, {
    isQuarantined: (account) => book.isQuarantined(account),
    isCleared: (account) => moderation.isCleared(account),
    nameOf: (account) => accounts.nameOf(account),
    actionsBefore: (account, day, visit) => {
      book.visitTaken(account, day, (item, minute) => {
        visit(hashes.of(item), minute);
      });
    },
  });
  return { assessor, tally, index: new VoteIndex(ballots, tally) };
};

/** What the ballots are worth under the policy in force: standings, votes and their sums, their index and digest. */
export class Influence {
  readonly #sources: Sources;
  readonly #hashes: ItemHashes;
  readonly #digest = new TallyDigest();
  #kept: Kept;

  constructor(sources: Sources, policy: Policy) {
    this.#sources = sources;
    this.#hashes = new ItemHashes(sources.items);
    this.#kept = keptUnder(policy, sources, this.#hashes);
  }

  get assessor(): Assessor {
    return this.#kept.assessor;
  }

  get tally(): Tally {
    return this.#kept.tally;
  }

  /** The index of the votes as last recounted. */
  bringIndexUpToDate(): VoteIndex {
    const { accounts, items } = this.#sources;
    return this.#kept.index.bringUpToDate(accounts.size, items.size);
  }

  /** Makes all of it anew under another policy. */
  follow(policy: Policy): void {
    this.#kept = keptUnder(policy, this.#sources, this.#hashes);
    this.touchEverybody();
  }

  /** What a tally before was told of is news to this one: it counts some of it on the next day only. */
  touchEverybody(): void {
    const { ballots, accounts } = this.#sources;
    for (let account = 0; account < accounts.size; account++) ballots.touch(account);
  }

  /** Brings votes and standings up to a day (days since 1970 UTC); cheap when nothing changed. */
  recount(today: number): void {
    this.#note(this.tally.refresh(today, this.#sources.accounts.size, this.#sources.items.size));
  }

  /** The same for a state of one's own: yields wherever others may have the thread. */
  *recountInSteps(today: number): Generator<undefined, void> {
    const { accounts, items } = this.#sources;
    this.#note(yield* this.tally.refreshInSteps(today, accounts.size, items.size));
  }

  #note(changed: readonly number[] | 'all'): void {
    this.#digest.note(changed);
    this.#kept.index.note(changed);
  }

  /** Of effective votes and standings as last recounted. */
  digest(): string {
    const { ballots, accounts, items } = this.#sources;
    return this.#digest.digest(this.tally, ballots, accounts, items);
  }

  /** The digest while nobody changes anything: yields wherever others may have the thread. */
  digestInSteps(): Generator<undefined, string> {
    const { ballots, accounts, items } = this.#sources;
    return this.#digest.inSteps(this.tally, ballots, accounts, items);
  }
}
