import type { EventOf } from '../../contracts/events.ts';
import type { ChangeReference } from '../../contracts/http/changes.ts';
import type { RolloutStatus, RolloutSummary } from '../../contracts/http/rollouts.ts';
import type { RolloutActName, RolloutDocument, RolloutEvidence } from '../../contracts/rollout.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { type Arm, armNames, shareOfChallenger } from './arms.ts';
import type { Run } from './judge.ts';
import { RolloutCounts } from './rollout-counts.ts';
import type { SeriesRow } from './rollout-series.ts';

/** Finished rollouts that are shown, and acts of each; all of them stay on the log. */
const KEPT = 20;
const ACTS_KEPT = 100;
const MINUTES_AN_HOUR = 60;

type Change = EventOf<'rollout.changed'>;
type Act = RolloutSummary['acts'][number];

/** A rollout that is over, with what it was judged by. */
export interface FinishedRollout extends RolloutSummary {
  readonly evidence?: RolloutEvidence;
  readonly rows: readonly SeriesRow[];
}

interface Active {
  readonly document: RolloutDocument;
  readonly status: Run['status'];
  readonly step: number;
  readonly since: string;
  readonly accountsBefore: number;
  readonly acts: readonly Act[];
  /** Where two people began it; the act may be forgotten by now. */
  readonly change?: ChangeReference;
}

/** Who an account is. */
export interface People {
  find(accountId: string): number | undefined;
  isEstablished(account: number): boolean;
}

const STATUS_AFTER: Readonly<Record<RolloutActName, RolloutStatus>> = {
  started: 'running',
  advanced: 'running',
  held: 'held',
  resumed: 'running',
  paused: 'paused',
  aborted: 'aborted',
  'rolled-back': 'rolled-back',
  promoted: 'promoted',
  expired: 'expired',
};

const isUnfinished = (status: RolloutStatus): status is Run['status'] =>
  status === 'running' || status === 'held' || status === 'paused';

/** Whether an act makes sense after what was before: what two wrote at once, or twice, counts once. */
const fits = ({ act, step }: Change['data'], active: Active): boolean => {
  if (act === 'advanced') return step === active.step + 1 && active.status === 'running';
  if (act === 'held') return active.status === 'running';
  if (act === 'resumed') return active.status !== 'running';
  return act !== 'started' && (act !== 'paused' || active.status !== 'paused');
};

/**
 * Rollouts as people and the judge drove them, and what was counted for the one that runs. Only one runs at a time.
 * What counts is an account's first list in either arm from when it was established: newcomers leave no trace here,
 * whatever they do. While the challenger has more accounts than the control nothing is counted: there is nothing to
 * compare it with.
 */
export class RolloutHistory {
  #active: Active | undefined;
  #finished: readonly FinishedRollout[] = [];
  readonly #counts = new RolloutCounts();

  /** The one that isn't finished. */
  get active(): Run | undefined {
    if (!this.#active) return undefined;
    const { since, acts, ...active } = this.#active;
    const actedAt = Date.parse(acts[0]?.time ?? since);
    return { ...active, since: Date.parse(since), actedAt, counts: this.#counts };
  }

  /** Newest first. */
  get finished(): readonly FinishedRollout[] {
    return this.#finished;
  }

  /** The one that isn't finished first. */
  get all(): readonly RolloutSummary[] {
    const finished = this.#finished.map(({ evidence: _, rows: __, ...summary }) => summary);
    return this.#active ? [summaryOf(this.#active), ...finished] : finished;
  }

  save() {
    return {
      active: this.#active ? [this.#active] : [],
      finished: this.#finished,
      counts: this.#counts.save(),
    };
  }

  restore(saved: ReturnType<RolloutHistory['save']>): void {
    this.#active = saved.active[0];
    this.#finished = saved.finished;
    this.#counts.restore(saved.counts);
  }

  /** @param flags the digest of those in force: an act that was decided on others is void */
  note({ data, time }: Change, position: Position, flags: string): void {
    const { act, step, reason, author, change, document, expected } = data;
    if (expected !== undefined && expected !== flags) return;
    const noted: Act = { position, time, act, step, reason, author, ...(change && { change }) };
    if (act === 'started') {
      if (document && !this.#active) this.#start(document, noted);
      return;
    }
    const active = this.#active;
    if (active?.document.rolloutId !== data.rolloutId || !fits(data, active)) return;
    const acts = [noted, ...active.acts].slice(0, ACTS_KEPT);
    const status = STATUS_AFTER[act];
    if (!isUnfinished(status)) this.#finish({ ...active, acts }, status, data.evidence);
    else if (act === 'advanced') this.#advance({ ...active, acts, status, step }, time);
    else this.#active = { ...active, acts, status };
  }

  /** A list went out. @param minuteOf minutes since 1970 UTC of an instant */
  noteExposed(
    { data: { question, answer }, time }: EventOf<'recommendation.exposed'>,
    minuteOf: (time: string) => number,
    people: People,
  ): void {
    if (!this.#active || question.kind !== 'recommendations') return;
    const arm = this.#armOf(answer.variant);
    if (!arm) return;
    const account = people.find(question.accountId);
    if (account === undefined) return;
    if (!this.#counts.has(account) && !people.isEstablished(account)) return;
    if (this.#hasControl()) this.#counts.noteShown(account, arm, minuteOf(time), answer);
    else this.#counts.noteSeen(minuteOf(time));
  }

  /** An order was fulfilled. @param minute since 1970 UTC */
  noteFulfilled(account: number, minute: number): void {
    if (!this.#active) return;
    this.#counts.noteFulfilled(account, minute, this.#active.document.windowHours * MINUTES_AN_HOUR);
  }

  #armOf(variant: string | undefined): Arm | undefined {
    if (variant === undefined || !this.#active) return undefined;
    const names = armNames(this.#active.document.rolloutId);
    if (variant === names.challenger) return 'challenger';
    return variant === names.control ? 'control' : undefined;
  }

  #hasControl(): boolean {
    const parts = this.#active?.document.steps[this.#active.step]?.parts;
    return parts !== undefined && shareOfChallenger(parts) !== undefined;
  }

  #start(document: RolloutDocument, act: Act): void {
    this.#counts.restore(new RolloutCounts().save());
    const { change, time: since } = act;
    const beginning = {
      document,
      status: 'running',
      step: 0,
      since,
      accountsBefore: 0,
      acts: [act],
    } as const;
    this.#active = { ...beginning, ...(change && { change }) };
  }

  #advance(active: Active, since: string): void {
    const { challenger, control } = this.#counts.accounts;
    this.#active = { ...active, since, accountsBefore: challenger + control };
  }

  #finish(active: Active, status: RolloutStatus, evidence: RolloutEvidence | undefined): void {
    const finished = { ...summaryOf(active), status, rows: this.#counts.rows, ...(evidence && { evidence }) };
    this.#finished = [finished, ...this.#finished].slice(0, KEPT);
    this.#active = undefined;
    this.#counts.restore(new RolloutCounts().save());
  }
}

const summaryOf = ({ document, status, step, acts }: Active): RolloutSummary => ({
  rolloutId: document.rolloutId,
  digest: digestOf(document),
  document,
  status,
  step,
  acts: [...acts],
});
