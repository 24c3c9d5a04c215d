import type { RelishEvent } from '../../contracts/events.ts';
import type { ModelName } from '../../contracts/http/answers.ts';
import type { Author } from '../../contracts/primitives.ts';
import { misfitOf } from '../../platform/event-log/misfit-of.ts';
import { isStatement } from '../replay/held-events.ts';
import { createMinuteReader, dayOfMinute } from '../votes/event-time.ts';

/** Days that are looked back, and how many of them are looked at. */
const HORIZON = 364;
const MOST_DAYS = 60;
/** The last runs of acts that are looked at. */
const MOST_RUNS = 20;
const ACCOUNTS_TOLD = 5;

/** Where the fold's day was about to change; places are counts of events. */
interface DayEnd {
  readonly day: number;
  readonly at: number;
}

/** Neighbouring acts of one kind by one author with one reason. */
interface ActsFound {
  readonly type: string;
  readonly time: string;
  readonly author: Author;
  readonly reason: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly accounts: readonly string[];
}

interface Said {
  readonly author: Author;
  readonly reason: string;
}

/** Who did it and why, if it is a person's act, or one of Relish by itself. */
export const saidIn = ({ data }: RelishEvent): Said | undefined =>
  'author' in data && 'reason' in data ? { author: data.author, reason: data.reason } : undefined;

/**
 * Acts that can change a list by themselves; of trainings, those of the model that made it. What else is on the log with an
 * author (changes that are asked for, rollouts, what monitors find) changes one only by these: noted too, it would push out
 * what did.
 */
const MOVING: ReadonlySet<RelishEvent['type']> = new Set([
  'account.quarantined',
  'account.reinstated',
  'account.labelled',
  'policy.activated',
  'flag.changed',
  'incident.opened',
  'incident.closed',
]);

const joined = (run: ActsFound, next: ActsFound): ActsFound | undefined =>
  run.type === next.type && run.author.id === next.author.id && run.reason === next.reason
    ? {
        ...run,
        last: next.last,
        count: run.count + 1,
        accounts: [...run.accounts, ...next.accounts].slice(0, ACCOUNTS_TOLD),
      }
    : undefined;

/** What a log is like from afar: where its days end, and what people did last. It grows with neither. */
export class LogOutline {
  readonly #minuteOf = createMinuteReader();
  readonly #model: ModelName;
  #ends: DayEnd[] = [];
  #runs: ActsFound[] = [];
  #day: number | undefined;
  /** Has nothing been said since the last act? */
  #isInRun = false;
  /** The incident that holds publication. */
  #holding: string | undefined;

  /** @param model whose trainings are noted */
  constructor(model: ModelName) {
    this.#model = model;
  }

  /** The last runs of acts, oldest first. */
  get runs(): readonly ActsFound[] {
    return this.#runs;
  }

  /** @param at how many events there are up to this one */
  note(event: RelishEvent, at: number): void {
    if (misfitOf(event)) return;
    if (isStatement(event)) {
      this.#isInRun = false;
      this.#noteDay(dayOfMinute(this.#minuteOf(event.time)), at);
      return;
    }
    const said = this.#moves(event) ? saidIn(event) : undefined;
    if (said) this.#noteAct(event, said, at);
  }

  /** The ends of the days to look at, every so-manieth back from the last one. */
  get days(): { readonly ends: readonly DayEnd[]; readonly every: number; readonly isCut: boolean } {
    const today = this.#day ?? 0;
    const near = this.#ends.filter(({ day }) => day > today - HORIZON);
    const every = Math.max(1, Math.ceil((today - (near[0]?.day ?? today)) / MOST_DAYS));
    // The last end of each stretch of days.
    const stretchOf = ({ day }: DayEnd) => Math.ceil((today - day) / every);
    const ends = near.filter((end, index) => {
      const next = near[index + 1];
      return !next || stretchOf(next) !== stretchOf(end);
    });
    return { ends, every, isCut: near.length < this.#ends.length };
  }

  #moves(event: RelishEvent): boolean {
    if (event.type === 'model.trained') return event.data.name === this.#model;
    return MOVING.has(event.type) && this.#holdsOrFrees(event);
  }

  /** Does it hold publication, or let it go on, if it is about an incident? What monitors find does neither. */
  #holdsOrFrees({ type, data }: RelishEvent): boolean {
    if (type === 'incident.opened') {
      if (data.kind !== 'bad-records' || this.#holding !== undefined) return false;
      this.#holding = data.incidentId;
    } else if (type === 'incident.closed') {
      if (data.incidentId !== this.#holding) return false;
      this.#holding = undefined;
    }
    return true;
  }

  #noteDay(day: number, at: number): void {
    if (this.#day !== undefined && day <= this.#day) return;
    if (this.#day !== undefined) this.#ends.push({ day: this.#day, at: at - 1 });
    this.#day = day;
    // One of those that are too old stays: it tells that there were some.
    const tooOld = this.#ends.findLastIndex((end) => end.day <= day - HORIZON);
    if (tooOld > HORIZON) this.#ends = this.#ends.slice(tooOld);
  }

  #noteAct(event: RelishEvent, { author, reason }: Said, at: number): void {
    const { type, time, data } = event;
    const accounts = 'accountId' in data ? [data.accountId] : [];
    const found = { type, time, author, reason, first: at, last: at, count: 1, accounts };
    const before = this.#isInRun ? this.#runs.pop() : undefined;
    const run = before && joined(before, found);
    if (before && !run) this.#runs.push(before);
    this.#runs.push(run ?? found);
    if (this.#runs.length > MOST_RUNS) this.#runs.shift();
    this.#isInRun = true;
  }
}
