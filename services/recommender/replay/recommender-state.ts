import type { FlagDefinition } from '../../contracts/http/flags.ts';
import type { EventOf, RelishEvent } from '../../contracts/events.ts';
import { type Position, ORIGIN } from '../../platform/event-log/event-log.ts';
import { Catalogue } from '../catalogue/catalogue.ts';
import { FlagHistory } from '../flags/flag-history.ts';
import { AccountFacts } from '../integrity/account-facts.ts';
import { Assessor } from '../integrity/assessor.ts';
import type { Crowd } from '../integrity/crowd.ts';
import { EstablishedCrowd } from '../integrity/established-crowd.ts';
import { hashOfId } from '../integrity/lockstep/signature.ts';
import { OrderBook } from '../integrity/order-book.ts';
import { OrderDays } from '../integrity/order-days.ts';
import { OrderOrigins } from '../integrity/order-origins.ts';
import type { Part } from '../integrity/part.ts';
import type { Policy } from '../integrity/policy.ts';
import { CANCELLED, EXPIRED, REFUNDED } from '../integrity/settlement.ts';
import type { ModelInput } from '../models/model.ts';
import { Moderation } from '../moderation/moderation.ts';
import { Overview } from '../overview/overview.ts';
import { PolicyHistory } from '../policies/policy-history.ts';
import { changesTally } from '../policies/what-depends.ts';
import { Ballots } from '../votes/ballots.ts';
import { SumColumn } from '../votes/column.ts';
import { createMinuteReader, dayOfMinute } from '../votes/event-time.ts';
import { Interner } from '../votes/interner.ts';
import { Tally } from '../votes/tally.ts';
import { TallyDigest } from '../votes/tally-digest.ts';
import { VoteIndex } from '../votes/vote-index.ts';

type OrderEvent = Extract<RelishEvent, { type: `order.${string}` }>;
type ItemEvent = Extract<RelishEvent, { type: `item.${string}` }>;

const endings = {
  'order.cancelled': CANCELLED,
  'order.expired': EXPIRED,
  'order.refunded': REFUNDED,
} as const;

/**
 * Everything that recommendations depend on, folded from the log up to a position. Two folds at the same
 * position are the same; the influence state (ballots, tally) doesn't even depend on the order of arrival.
 * "Today" is the latest day of any order or item event: our own acts (moderation, policies, flags, exposures)
 * are dated by our clock and don't move it.
 */
export class RecommenderState {
  readonly policies: PolicyHistory;
  readonly accounts = new Interner();
  readonly items = new Interner();
  readonly catalogue = new Catalogue();
  readonly facts = new AccountFacts();
  readonly moderation = new Moderation();
  readonly overview = new Overview();
  readonly days = new OrderDays();
  readonly origins = new OrderOrigins();
  readonly flags: FlagHistory;
  readonly ballots = new Ballots();
  readonly book: OrderBook;
  readonly #digest = new TallyDigest();
  #assessor: Assessor;
  #tally: Tally;
  #index: VoteIndex;
  readonly #unitsPlaced = new SumColumn();
  readonly #itemHashes: number[] = [];
  readonly #minuteOf = createMinuteReader();
  #position: Position = ORIGIN;
  #events = 0;
  #today: number | undefined;
  #crowd: Crowd | undefined;

  /** @param initial the policy in force until one is activated on the log */
  constructor(initial: Policy, defaultFlags: FlagDefinition) {
    this.policies = new PolicyHistory(initial);
    this.flags = new FlagHistory(defaultFlags);
    this.#assessor = this.#assessorUnder(initial);
    this.#tally = this.#tallyUnder(initial);
    this.#index = new VoteIndex(this.ballots, this.#tally);
    this.book = new OrderBook(this.ballots, {
      unitsPlaced: (item, minute, units) => {
        this.days.touch(dayOfMinute(minute));
        this.#unitsPlaced.data[item]! += units;
        this.overview.unitsPlaced(item, minute, units);
      },
      lineMoved: (item, minute, from, to) => {
        this.days.touch(dayOfMinute(minute));
        this.overview.lineMoved(item, minute, from, to);
      },
      orderMoved: (minute, from, to) => {
        this.days.touch(dayOfMinute(minute));
        this.overview.orderMoved(minute, from, to);
      },
      orderDated: (order, account, minute) => {
        this.days.note(order, account, dayOfMinute(minute));
      },
      factLearned: (account, fact) => {
        this.facts.learn(account, fact);
      },
      linePlaced: (account, item) => {
        this.facts.lines.add(account, item);
      },
      orderCounted: (account, list, day, by) => {
        this.facts.count(account, list, day, by);
        // What it never fetched may hold its rise back; an account that took nothing home has none.
        const isUnfetched = (list !== 'placed' && list !== 'taken') || this.facts.hasUnfetched(account);
        if (isUnfetched && this.ballots.hasDays(account)) this.ballots.touch(account);
      },
    });
  }

  get position(): Position {
    return this.#position;
  }

  /** The policy in force at this position. */
  get policy(): Policy {
    return this.policies.active.policy;
  }

  /** What its filters say of each account. */
  get assessor(): Assessor {
    return this.#assessor;
  }

  get policyDigest(): string {
    return this.policies.active.digest;
  }

  get tally(): Tally {
    return this.#tally;
  }

  /** Events folded. */
  get events(): number {
    return this.#events;
  }

  /** Days since 1970 UTC; undefined while nothing has happened. */
  get today(): number | undefined {
    return this.#today;
  }

  /** Folds a run of the log. `positionOf` is asked only where a position is kept. */
  apply(events: readonly RelishEvent[], positionOf: (index: number) => Position, last: Position): void {
    for (let index = 0; index < events.length; index++) this.#applyOne(events[index]!, index, positionOf);
    this.#events += events.length;
    this.#position = last;
    this.#crowd = undefined;
  }

  /** Brings votes, standings and the index up to date; cheap when nothing changed. */
  refresh(): ModelInput {
    this.recount();
    const { tally, policy } = this;
    const accounts = this.accounts.size;
    const items = this.items.size;
    this.#unitsPlaced.ensure(items);
    const index = this.#index.bringUpToDate(accounts, items);
    return { tally, index, policy, accounts, items, unitsPlaced: this.#unitsPlaced.data };
  }

  /** Brings votes and standings up to date: call it before reading `tally`. */
  recount(): void {
    const changed = this.tally.refresh(this.#today ?? 0, this.accounts.size, this.items.size);
    this.#digest.note(changed);
    this.#index.note(changed);
  }

  /** What everybody does here and now, for evidence. */
  crowd(): Crowd {
    this.recount();
    const { tally, ballots, facts } = this;
    const size = { accounts: this.accounts.size, items: this.items.size, today: this.#today ?? 0 };
    this.#crowd ??= new EstablishedCrowd({ tally, ballots, facts, ...size });
    return this.#crowd;
  }

  /** The digest of the influence state: effective votes and standings on the position's day. */
  digest(): string {
    this.recount();
    return this.#digest.digest(this.tally, this.ballots, this.accounts, this.items);
  }

  /** The digest of a state that nobody changes meanwhile: yields wherever others may have the thread. */
  *digestInSteps(): Generator<undefined, string> {
    this.recount();
    yield;
    return yield* this.#digest.inSteps(this.tally, this.ballots, this.accounts, this.items);
  }

  /** Bytes of what filters read, capacity included. */
  get factBytes(): number {
    return this.facts.bytes + this.book.traceBytes;
  }

  /** Bytes of votes and tallies, capacity included; without the strings of ids and the order book. */
  get bytes(): number {
    return this.ballots.bytes + this.tally.bytes;
  }

  unitsPlaced(item: number): number {
    return this.#unitsPlaced.data[item] ?? 0;
  }

  #applyOne(event: RelishEvent, index: number, positionOf: (index: number) => Position): void {
    switch (event.type) {
      case 'order.placed':
      case 'order.fulfilled':
      case 'order.cancelled':
      case 'order.expired':
      case 'order.refunded':
        this.#applyOrder(event);
        break;
      case 'item.listed':
      case 'item.soldout':
      case 'item.restocked':
        this.#applyItem(event);
        break;
      case 'account.quarantined':
      case 'account.reinstated':
      case 'account.labelled':
        this.#moderate(event, positionOf(index));
        break;
      case 'policy.activated':
        this.#activate(event, positionOf(index));
        break;
      case 'flag.changed':
        this.flags.note(event, positionOf(index));
        break;
      case 'recommendation.exposed':
        break;
    }
  }

  #applyOrder(event: OrderEvent): void {
    const minute = this.#minuteOf(event.time);
    const day = dayOfMinute(minute);
    this.#noteDay(day);
    const account = this.accounts.intern(event.data.accountId);
    const { orderId } = event.data;
    if (event.type === 'order.placed') {
      for (const { unitPrice } of event.data.lines) if (unitPrice) this.catalogue.noteOrdered(unitPrice);
      const order = this.book.place(orderId, account, minute, this.#parts(event.data.lines));
      if (event.data.origin) {
        this.origins.note(order, event.data.origin);
        this.facts.origins.note(account, event.data.origin);
      }
      this.days.touch(day);
      return;
    }
    const parts = event.data.lines && this.#parts(event.data.lines);
    if (event.type === 'order.fulfilled') this.book.fulfil(orderId, account, day, parts);
    else this.book.withdraw(orderId, account, endings[event.type], minute, parts);
  }

  #applyItem(event: ItemEvent): void {
    this.#noteDay(dayOfMinute(this.#minuteOf(event.time)));
    const item = this.#item(event.data.itemId);
    if (event.type === 'item.listed') this.catalogue.list(item, event);
    else this.catalogue.stock(item, event);
  }

  #moderate(
    event: EventOf<'account.quarantined' | 'account.reinstated' | 'account.labelled'>,
    position: Position,
  ): void {
    const account = this.accounts.intern(event.data.accountId);
    this.moderation.note(account, event, position);
    if (event.type === 'account.labelled') this.ballots.touch(account);
    else this.book.setQuarantined(account, event.type === 'account.quarantined');
  }

  #hashOf(item: number): number {
    for (let known = this.#itemHashes.length; known <= item; known++) {
      this.#itemHashes.push(hashOfId(this.items.nameOf(known)));
    }
    return this.#itemHashes[item]!;
  }

  #activate(event: EventOf<'policy.activated'>, position: Position): void {
    const before = this.policy;
    this.policies.note(event, position);
    if (!changesTally(before, this.policy)) return;
    this.#assessor = this.#assessorUnder(this.policy);
    this.#tally = this.#tallyUnder(this.policy);
    this.#index = new VoteIndex(this.ballots, this.#tally);
    // What the tally before was told of is news to this one: it counts some of it on the next day only.
    for (let account = 0; account < this.accounts.size; account++) this.ballots.touch(account);
  }

  #assessorUnder(policy: Policy): Assessor {
    const founders = new Set(policy.standing.founders);
    const isFounder = (account: number) => founders.size > 0 && founders.has(this.accounts.nameOf(account));
    return new Assessor(this.ballots, this.facts, policy, isFounder);
  }

  #tallyUnder(policy: Policy): Tally {
    return new Tally(this.ballots, policy, this.#assessor, {
      isQuarantined: (account) => this.book.isQuarantined(account),
      isCleared: (account) => this.moderation.isCleared(account),
      nameOf: (account) => this.accounts.nameOf(account),
      actionsBefore: (account, day, visit) => {
        this.book.visitTaken(account, day, (item, minute) => {
          visit(this.#hashOf(item), minute);
        });
      },
    });
  }

  #noteDay(day: number): void {
    if (this.#today === undefined || day > this.#today) this.#today = day;
  }

  #item(itemId: string): number {
    const item = this.items.intern(itemId);
    this.#unitsPlaced.ensure(item + 1);
    return item;
  }

  #parts(lines: readonly { itemId: string; quantity?: number | undefined }[]): readonly Part[] {
    return lines.map(({ itemId, quantity }) => ({ item: this.#item(itemId), quantity }));
  }
}
