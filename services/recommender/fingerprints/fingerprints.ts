import { setImmediate } from 'node:timers/promises';
import type {
  compareFingerprints as compareRoute,
  getFingerprint,
  listFingerprints,
} from '../../contracts/http/fingerprints.ts';
import { MAX_STRETCH_DAYS } from '../../contracts/http/fingerprints.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { pageOf } from '../paging/page-of.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay, dayOfDate } from '../votes/event-time.ts';
import { compareFingerprints } from './compare-fingerprints.ts';
import type { Fingerprint } from './fingerprint.ts';
import { fingerprintOf } from './fingerprint-of.ts';
import { fingerprintOfDays } from './fingerprint-of-days.ts';

type Reply = ReplyOf<typeof listFingerprints>;
type Row = Reply['days'][number];

/** Summaries of so many days are remembered; those of other days are made anew when somebody asks. */
const REMEMBERED = 1_000;
/** The first of January of the year 1: a date before it isn't written with four digits. */
const FIRST_DAY = -719_162;

const summaryOf = ({ counts, outcomes, items, ages, origins, effectiveAccounts, digest }: Fingerprint) => ({
  counts,
  outcomes,
  items,
  ages,
  origins,
  effectiveAccounts,
  digest,
});

/** A stretch of days as text, `present` being none: the first and the last day. */
const daysOf = (which: string): readonly [number, number] | undefined => {
  if (which === 'present') return undefined;
  const [first = '', last = first] = which.split('/');
  const [from, to] = [dayOfDate(first), dayOfDate(last)];
  if (from !== undefined && to !== undefined && from <= to && to - from < MAX_STRETCH_DAYS) return [from, to];
  throw new AppError(
    400,
    'not-a-stretch',
    `A stretch is one to ${MAX_STRETCH_DAYS} days, the first one first.`,
  );
};

/** Fingerprints of a live state: of its days, made when somebody asks and remembered until something changes, and of now. */
export class Fingerprints {
  readonly #state: RecommenderState;
  readonly #rows = new Map<number, Row>();

  constructor(state: RecommenderState) {
    this.#state = state;
  }

  /** A page of days that have orders, the latest first. */
  async page(query: QueryOf<typeof listFingerprints>): Promise<Reply> {
    const from = (query.from === undefined ? undefined : dayOfDate(query.from)) ?? FIRST_DAY;
    const to = (query.to === undefined ? undefined : dayOfDate(query.to)) ?? Infinity;
    const days = this.#state.days.days().filter((day) => day >= Math.max(FIRST_DAY, from) && day <= to);
    const { rows, ...page } = pageOf(days, query);
    // A day may be large: answers to others go out in between, and what has changed meanwhile is made again below.
    for (const day of rows) {
      this.#forgetStale();
      this.#row(day);
      await setImmediate();
    }
    this.#forgetStale();
    return {
      position: this.#state.position,
      ...page,
      days: rows.map((day) => this.#row(day)),
      present: this.#present(),
    };
  }

  /** One day, or the present version. @throws AppError 404 for a day without orders */
  detail(which: string): ReplyOf<typeof getFingerprint> {
    const fingerprint = this.#fingerprint(which);
    if (which !== 'present' && fingerprint.counts.orders === 0) {
      throw new AppError(404, 'no-such-day', `No order was placed on ${which} (UTC).`);
    }
    return {
      ...summaryOf(fingerprint),
      position: this.#state.position,
      of: which,
      topItems: fingerprint.topItems.map((item) => ({ ...item, ...this.#named(item.itemId) })),
      ...(fingerprint.newcomers && { newcomers: fingerprint.newcomers }),
    };
  }

  /** How two differ. @throws AppError 400 for a stretch that is none */
  compare(query: QueryOf<typeof compareRoute>): ReplyOf<typeof compareRoute> {
    const [a, b] = [this.#fingerprint(query.a), this.#fingerprint(query.b)];
    const [daysA, daysB] = [daysOf(query.a), daysOf(query.b)];
    const lengths = daysA && daysB && ([daysA[1] - daysA[0] + 1, daysB[1] - daysB[0] + 1] as const);
    const { movers, ...comparison } = compareFingerprints(a, b, lengths);
    return {
      ...comparison,
      movers: movers.map((mover) => ({ ...mover, ...this.#named(mover.itemId) })),
      position: this.#state.position,
      a: { of: query.a, digest: a.digest },
      b: { of: query.b, digest: b.digest },
    };
  }

  #fingerprint(which: string): Fingerprint {
    const days = daysOf(which);
    return days ? fingerprintOfDays(this.#state, ...days) : fingerprintOf(this.#state);
  }

  #present(): Reply['present'] {
    const { newcomers, ...fingerprint } = fingerprintOf(this.#state);
    if (!newcomers) throw new Error('the present version tells of its newcomers');
    return { ...summaryOf(fingerprint), newcomers };
  }

  #row(day: number): Row {
    const known = this.#rows.get(day);
    if (known) return known;
    const row = { ...summaryOf(fingerprintOfDays(this.#state, day, day)), day: dateOfDay(day) };
    this.#rows.set(day, row);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > REMEMBERED && oldest !== undefined) this.#rows.delete(oldest);
    return row;
  }

  #forgetStale(): void {
    const stale = this.#state.days.takeStale();
    if (stale === 'all') this.#rows.clear();
    else for (const day of stale) this.#rows.delete(day);
  }

  #named(itemId: string): { name?: string } {
    const item = this.#state.items.find(itemId);
    const name = item === undefined ? undefined : this.#state.catalogue.nameOf(item);
    return name === undefined ? {} : { name };
  }
}
