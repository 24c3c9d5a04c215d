import { build } from 'hdr-histogram-js';

export const KINDS = ['menu', 'list', 'order', 'cancel', 'fulfil'] as const;
export type Kind = (typeof KINDS)[number];

/** Microseconds; longer ones count as this long. */
const LONGEST = 600_000_000;
const DIGITS = 3;

/** Milliseconds, exact to three digits. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Times, in milliseconds, in an HDR histogram of microseconds. */
export class Times {
  readonly #histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST,
    numberOfSignificantValueDigits: DIGITS,
    useWebAssembly: false,
  });

  add(milliseconds: number): void {
    this.#histogram.recordValue(Math.min(LONGEST, Math.max(0, Math.round(milliseconds * 1_000))));
  }

  at(percentile: number): number {
    if (this.#histogram.totalCount === 0) return 0;
    // A bucket's upper end may lie past all that is in it.
    return Math.min(this.#histogram.maxValue, this.#histogram.getValueAtPercentile(percentile)) / 1_000;
  }

  percentiles(): Percentiles {
    const { totalCount, maxValue } = this.#histogram;
    return {
      count: totalCount,
      ...{ p50: this.at(50), p90: this.at(90), p99: this.at(99), p999: this.at(99.9) },
      max: totalCount === 0 ? 0 : maxValue / 1_000,
    };
  }
}

/** What was measured so far. Only what was done counts among the times; what was refused is counted by its code. */
export class Meter {
  /** From the moment at which a request should have left to the end of its answer. */
  readonly times: Readonly<Record<Kind, Times>> = {
    ...{ menu: new Times(), list: new Times(), order: new Times() },
    ...{ cancel: new Times(), fulfil: new Times() },
  };
  /** How late requests left: this program's own fault, and part of the times above. */
  readonly lateness = new Times();
  /** From an acknowledged order to the end of a list that has seen it: more than the fold's lag, never less. */
  readonly foldLag = new Times();
  readonly errors = new Map<string, number>();
  mostEventsBehind = 0;
  eventsBehind = 0;
  wanted = 0;
  done = 0;

  fail(kind: Kind, code: string): void {
    const name = `${kind}: ${code}`;
    this.errors.set(name, (this.errors.get(name) ?? 0) + 1);
  }

  get failures(): number {
    let sum = 0;
    for (const count of this.errors.values()) sum += count;
    return sum;
  }

  behind(events: number): void {
    this.eventsBehind = events;
    this.mostEventsBehind = Math.max(this.mostEventsBehind, events);
  }
}
