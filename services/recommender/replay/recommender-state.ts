import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { type EventOf, isOfThisVersion, type RelishEvent } from '../../contracts/events.ts';
import { type Position, ORIGIN } from '../../platform/event-log/event-log.ts';
import { misfitOf } from '../../platform/event-log/misfit-of.ts';
import { ExposureCounts } from '../budgets/exposure-counts.ts';
import { Catalogue } from '../catalogue/catalogue.ts';
import { ChangeHistory } from '../changes/change-history.ts';
import { SoloActs } from '../changes/solo-acts.ts';
import { ExperimentHistory } from '../experiments/experiment-history.ts';
import { FlagHistory } from '../flags/flag-history.ts';
import { AccountFacts } from '../integrity/account-facts.ts';
import type { Assessor } from '../integrity/assessor.ts';
import type { Crowd } from '../integrity/crowd.ts';
import { EstablishedCrowd } from '../integrity/established-crowd.ts';
import { OrderBook } from '../integrity/order-book.ts';
import { OrderDays } from '../integrity/order-days.ts';
import { OrderOrigins } from '../integrity/order-origins.ts';
import type { Policy } from '../integrity/policy.ts';
import { BehaviourHistory } from '../behaviours/behaviour-history.ts';
import { IncidentHistory } from '../incidents/incident-history.ts';
import { RecentAnswers } from '../incidents/recent-answers.ts';
import type { ModelInput } from '../models/model.ts';
import { ModelHistory } from '../models/model-history.ts';
import { Moderation } from '../moderation/moderation.ts';
import { Overview } from '../overview/overview.ts';
import { PolicyHistory } from '../policies/policy-history.ts';
import { changesTally } from '../policies/what-depends.ts';
import { type People, RolloutHistory } from '../rollout/rollout-history.ts';
import { Ballots } from '../votes/ballots.ts';
import { checkKnown } from '../votes/check-chains.ts';
import { createMinuteReader, dayOfMinute } from '../votes/event-time.ts';
import { Interner } from '../votes/interner.ts';
import type { Tally } from '../votes/tally.ts';
import { applyAct, isPlainAct } from './apply-act.ts';
import { applyExposure } from './apply-exposure.ts';
import { applyItem, applyOrder } from './apply-statement.ts';
import { HeldEvents, isStatement } from './held-events.ts';
import { Influence } from './influence.ts';
import { PassedOver } from './passed-over.ts';
import { createOrderWatcher } from './order-watcher.ts';

/** What a state saves: plain values, no part of which follows from another. */
export type SavedState = ReturnType<RecommenderState['save']>;

/**
 * Everything that recommendations depend on, folded from the log up to a position. Two folds at the same
 * position are the same; the influence state (ballots, tally) doesn't even depend on the order of arrival.
 * "Today" is the latest day of any order or item event: our own acts (moderation, policies, flags, exposures)
 * are dated by our clock and don't move it. While publication is held, orders and items are only kept aside: the
 * position moves on, and our own acts count.
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
  readonly incidents = new IncidentHistory();
  /** What error budgets are told by. */
  readonly exposures = new ExposureCounts();
  readonly changes = new ChangeHistory();
  readonly soloActs: SoloActs;
  readonly rollouts = new RolloutHistory();
  readonly experiments = new ExperimentHistory();
  readonly recentAnswers = new RecentAnswers();
  readonly behaviours = new BehaviourHistory();
  readonly trained = new ModelHistory();
  readonly held = new HeldEvents();
  readonly passedOver = new PassedOver();
  readonly ballots = new Ballots();
  readonly book: OrderBook;
  /** Not saved: it follows from the rest, so a snapshot can't contradict itself. */
  #influence: Influence;
  /** Not saved: who an account is by now, as rollouts ask. */
  readonly #people: People = {
    find: (accountId) => this.accounts.find(accountId),
    isEstablished: (account) => {
      this.recount();
      return this.tally.standing(account) === 'established';
    },
  };
  /** Not saved: remembers the last date. */
  readonly #minuteOf = createMinuteReader();
  #position: Position = ORIGIN;
  #events = 0;
  /** Not saved: it is compared within a process only. */
  #ofAnswers = 0;
  #today: number | undefined;
  /** Not saved: it follows from the rest. */
  #crowd: Crowd | undefined;

  /** @param initial the policy in force until one is activated on the log */
  constructor(initial: Policy, defaultFlags: FlagDefinition) {
    this.policies = new PolicyHistory(initial);
    this.flags = new FlagHistory(defaultFlags);
    this.soloActs = new SoloActs(defaultFlags);
    this.book = new OrderBook(this.ballots, createOrderWatcher(this));
    this.#influence = new Influence(this, initial);
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
    return this.#influence.assessor;
  }

  get policyDigest(): string {
    return this.policies.active.digest;
  }

  get tally(): Tally {
    return this.#influence.tally;
  }

  /** Events folded. */
  get events(): number {
    return this.#events;
  }

  /** Stays the same while nothing is folded but records of answers, which change no list: for this process alone. */
  get edition(): number {
    return this.#events - this.#ofAnswers;
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
    const { column: unitsPlaced } = this.overview.totals.raw;
    unitsPlaced.ensure(items);
    const index = this.#influence.bringIndexUpToDate();
    return { tally, index, policy, accounts, items, unitsPlaced: unitsPlaced.data };
  }

  /** Brings votes and standings up to date: call it before reading `tally`. */
  recount(): void {
    this.#influence.recount(this.#today ?? 0);
  }

  /** The same for a state that nobody else asks or changes meanwhile: yields wherever others may have the thread. */
  recountInSteps(): Generator<undefined, void> {
    return this.#influence.recountInSteps(this.#today ?? 0);
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
    return this.#influence.digest();
  }

  /** The digest of a state that nobody changes meanwhile: yields wherever others may have the thread. */
  *digestInSteps(): Generator<undefined, string> {
    this.recount();
    yield;
    return yield* this.#influence.digestInSteps();
  }

  /** Bytes of what filters read, capacity included. */
  get factBytes(): number {
    return this.facts.bytes + this.book.traceBytes;
  }

  /** Bytes of votes and tallies, capacity included; without the strings of ids and the order book. */
  get bytes(): number {
    return this.ballots.bytes + this.tally.bytes;
  }

  /**
   * All that it holds and that doesn't follow from the rest, as plain values: views of what it goes on with, so write
   * them down, or clone them, before it folds on.
   */
  save() {
    return {
      position: this.#position,
      events: this.#events,
      today: this.#today,
      policies: this.policies.save(),
      accounts: this.accounts.save(),
      items: this.items.save(),
      catalogue: this.catalogue.save(),
      facts: this.facts.save(),
      moderation: this.moderation.save(),
      overview: this.overview.save(),
      days: this.days.save(),
      origins: this.origins.save(),
      flags: this.flags.save(),
      incidents: this.incidents.save(),
      changes: this.changes.save(),
      soloActs: this.soloActs.save(),
      rollouts: this.rollouts.save(),
      experiments: this.experiments.save(),
      recentAnswers: this.recentAnswers.save(),
      behaviours: this.behaviours.save(),
      trained: this.trained.save(),
      held: this.held.save(),
      exposures: this.exposures.save(),
      passedOver: this.passedOver.save(),
      ballots: this.ballots.save(),
      book: this.book.save(),
    };
  }

  /**
   * Becomes the state that was saved, whatever it was before. The initial policy and flags stay its own: they are in
   * force where the log has said nothing of any.
   */
  restore(saved: SavedState): void {
    this.#position = saved.position;
    this.#events = saved.events;
    this.#today = saved.today;
    this.policies.restore(saved.policies);
    this.accounts.restore(saved.accounts);
    this.items.restore(saved.items);
    this.catalogue.restore(saved.catalogue);
    this.facts.restore(saved.facts);
    this.moderation.restore(saved.moderation);
    this.overview.restore(saved.overview);
    this.days.restore(saved.days);
    this.origins.restore(saved.origins);
    this.flags.restore(saved.flags);
    this.incidents.restore(saved.incidents);
    this.changes.restore(saved.changes);
    this.soloActs.restore(saved.soloActs);
    this.rollouts.restore(saved.rollouts);
    this.experiments.restore(saved.experiments);
    this.recentAnswers.restore(saved.recentAnswers);
    this.behaviours.restore(saved.behaviours);
    this.trained.restore(saved.trained);
    this.held.restore(saved.held);
    this.exposures.restore(saved.exposures);
    this.passedOver.restore(saved.passedOver);
    checkKnown(this.accounts.size, this.items.size, saved.ballots.pairs, saved.book);
    this.ballots.restore(saved.ballots);
    this.book.restore(saved.book);
    this.#crowd = undefined;
    this.#influence = new Influence(this, this.policy);
    this.#influence.touchEverybody();
  }

  #applyOne(event: RelishEvent, index: number, positionOf: (index: number) => Position): void {
    const misfit = misfitOf(event) ?? (isOfThisVersion(event) ? undefined : 'unknown-type');
    if (misfit) {
      this.passedOver.note(event, misfit, positionOf(index));
      return;
    }
    if (this.incidents.open && isStatement(event)) {
      this.held.add(event);
      return;
    }
    if (isPlainAct(event)) {
      applyAct(this, event, positionOf(index));
      this.recentAnswers.noteChange();
      return;
    }
    switch (event.type) {
      case 'order.placed':
      case 'order.fulfilled':
      case 'order.cancelled':
      case 'order.expired':
      case 'order.refunded':
        applyOrder(this, event, this.#minuteOfToday(event.time));
        break;
      case 'item.listed':
      case 'item.soldout':
      case 'item.restocked':
        this.#minuteOfToday(event.time);
        applyItem(this, event);
        break;
      case 'recommendation.exposed':
        this.#ofAnswers++;
        this.#applyExposure(event, index, positionOf);
        return;
      case 'rendezvous.settled':
        this.#ofAnswers++;
        return;
      case 'behaviours.changed':
        this.behaviours.note(event, positionOf(index));
        return;
      case 'incident.opened':
        this.incidents.noteOpened(event, positionOf(index));
        if (event.data.kind !== 'bad-records') return;
        break;
      case 'incident.closed':
        this.#noteWord(event);
        if (!this.incidents.noteClosed(event, positionOf(index), this.held.count)) break;
        this.held.release((statement) => {
          this.#applyOne(statement, index, positionOf);
        });
        break;
      case 'policy.activated':
        this.#activate(event, positionOf(index));
        break;
      case 'model.trained':
        this.trained.note(event, positionOf(index));
        break;
    }
    // All but what went out, and what is said of it: those return above.
    this.recentAnswers.noteChange();
  }

  #applyExposure(
    event: EventOf<'recommendation.exposed'>,
    index: number,
    positionOf: (index: number) => Position,
  ): void {
    const before = index === 0 ? this.#position : positionOf(index - 1);
    const place = { at: positionOf(index), before };
    applyExposure(this, event, place, { minuteOf: this.#minuteOf, people: this.#people });
  }

  /** Who closes by hand what a monitor found says that it is right as it is. */
  #noteWord({ data }: EventOf<'incident.closed'>): void {
    const isFound = this.incidents.found.some(({ incidentId }) => incidentId === data.incidentId);
    if (isFound && data.author.role !== 'service') this.recentAnswers.forgetEarlier();
  }

  #activate(event: EventOf<'policy.activated'>, position: Position): void {
    const before = this.policy;
    this.policies.note(event, position);
    if (changesTally(before, this.policy)) this.#influence.follow(this.policy);
  }

  /** The minute of an order's or an item's time, whose day may be the latest one. */
  #minuteOfToday(time: string): number {
    const minute = this.#minuteOf(time);
    const day = dayOfMinute(minute);
    if (this.#today === undefined || day > this.#today) this.#today = day;
    return minute;
  }
}
