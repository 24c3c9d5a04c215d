import type { EventOf } from '../../contracts/events.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** So many accounts' last lists are what is "now". */
const RECENT = 50;
/** So many lists of the week before them are how it used to be. */
const EARLIER = 600;
const WEEK = 7 * 86_400_000;
/** An account is in the sample of the past once an hour at most: nobody fills it by asking again and again. */
const HOUR = 3_600_000;
/** Of a list of the past, so many places are kept. */
const PLACES = 10;

export type Exposure = EventOf<'recommendation.exposed'>;

/** What went out, and where on the log it was written down. */
export interface RecentAnswer {
  readonly exposure: Exposure;
  readonly at: Position;
  /** Had the account taken anything home by then? Without, its list is everybody's. */
  readonly hasHistory: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** A fold passes over what went out without a look into it, so nothing of it may be taken for granted here. */
const isForAnAccount = (data: unknown): boolean =>
  isFields(data) &&
  isFields(data['question']) &&
  data['question']['kind'] === 'recommendations' &&
  typeof data['question']['accountId'] === 'string' &&
  isFields(data['answer']) &&
  Array.isArray(data['answer']['items']);

const accountOf = ({ exposure: { data } }: Pick<RecentAnswer, 'exposure'>): string =>
  data.question.kind === 'recommendations' ? data.question.accountId : '';
const timeOf = ({ exposure }: RecentAnswer): number => Date.parse(exposure.time);

const shortened = ({ exposure, ...rest }: RecentAnswer): RecentAnswer => {
  const { answer } = exposure.data;
  const data = { ...exposure.data, answer: { ...answer, items: answer.items.slice(0, PLACES) } };
  return { exposure: { ...exposure, data }, ...rest };
};

/**
 * The last list of each of the last accounts that asked, and a sample of the lists of the week before: as dense as it
 * may be, every n-th, with n growing where much goes out. One list an account, so that nobody speaks for many. It
 * follows from the log: every replica sees the same. It also knows which lists must come out the same if they were
 * computed now: those since which nothing happened that counts.
 */
export class RecentAnswers {
  /** By account, the one that asked last at the end. */
  #recent = new Map<string, RecentAnswer>();
  #earlier: RecentAnswer[] = [];
  /** Of those that could be in the sample, one in so many is, and how many were passed over since the last. */
  #stride = 1;
  #passed = 0;
  /** By account: when its last list of the sample went out. Not saved: it follows from the sample. */
  readonly #sampled = new Map<string, number>();
  /** An answer at this position or past it was computed from what is known now. */
  #settledFrom: Position | undefined;

  /** Oldest first. */
  get recent(): readonly RecentAnswer[] {
    return [...this.#recent.values()];
  }

  /** Oldest first. */
  get earlier(): readonly RecentAnswer[] {
    return this.#earlier;
  }

  /** The answers that must come out the same if they were computed now, newest first. */
  comparable(): readonly RecentAnswer[] {
    const from = this.#settledFrom;
    if (from === undefined) return [];
    return this.recent.filter(({ exposure }) => exposure.data.answer.position >= from).reverse();
  }

  save() {
    return {
      recent: this.#recent,
      earlier: this.#earlier,
      stride: this.#stride,
      passed: this.#passed,
      settledFrom: this.#settledFrom,
    };
  }

  restore(saved: ReturnType<RecentAnswers['save']>): void {
    this.#recent = new Map(saved.recent);
    this.#earlier = [...saved.earlier];
    this.#stride = saved.stride;
    this.#passed = saved.passed;
    this.#settledFrom = saved.settledFrom;
    this.#sampled.clear();
    for (const answer of this.#earlier) this.#sampled.set(accountOf(answer), timeOf(answer));
  }

  /** Something happened that may change an answer. */
  noteChange(): void {
    this.#settledFrom = undefined;
  }

  /**
   * @param before the position of the event before it: all that counts is at or before that
   * @param hasHistory of an account, now
   */
  note(exposure: Exposure, at: Position, before: Position, hasHistory: (accountId: string) => boolean): void {
    this.#settledFrom ??= before;
    if (!isForAnAccount(exposure.data)) return;
    const account = accountOf({ exposure });
    const answer = { exposure, at, hasHistory: hasHistory(account) };
    const replaced = this.#recent.get(account);
    this.#recent.delete(account);
    this.#recent.set(account, answer);
    const [oldest] = this.#recent.values();
    if (replaced) this.#sample(replaced);
    else if (this.#recent.size > RECENT && oldest) {
      this.#recent.delete(accountOf(oldest));
      this.#sample(oldest);
    }
  }

  /** A person says that what is seen now is right: from now on it is compared with that. */
  forgetEarlier(): void {
    this.#sampled.clear();
    [this.#earlier, this.#stride, this.#passed] = [[], 1, 0];
  }

  #sample(answer: RecentAnswer): void {
    const [account, time] = [accountOf(answer), timeOf(answer)];
    const last = this.#sampled.get(account);
    if (last !== undefined && time < last + HOUR) return;
    this.#passed++;
    if (this.#passed < this.#stride) return;
    this.#passed = 0;
    this.#earlier.push(shortened(answer));
    this.#sampled.set(account, time);
    if (timeOf(this.#earlier[0]!) < time - WEEK) {
      this.#keep((one) => timeOf(one) >= time - WEEK);
      // Less goes out than did.
      if (this.#earlier.length < EARLIER / 4) this.#stride = Math.ceil(this.#stride / 2);
    }
    if (this.#earlier.length <= EARLIER) return;
    this.#keep((_, index) => index % 2 === 0);
    this.#stride *= 2;
  }

  #keep(isKept: (answer: RecentAnswer, index: number) => boolean): void {
    this.#earlier = this.#earlier.filter(isKept);
    this.#sampled.clear();
    for (const answer of this.#earlier) this.#sampled.set(accountOf(answer), timeOf(answer));
  }
}
