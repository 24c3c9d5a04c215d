import { type BadRecordsContract, MAX_WINDOW_MINUTES } from '../../contracts/policy.ts';
import { ONE } from '../integrity/policy.ts';

const MINUTE = 60_000;

/** Of a window: `refused` of `seen`, and how often for which reason. */
export interface WindowCounts {
  readonly seen: number;
  readonly refused: number;
  readonly reasons: Readonly<Record<string, number>>;
}

interface Slot {
  minute: number;
  seen: number;
  refused: number;
  readonly reasons: Map<string, number>;
}

/** Is the output unusable by the policy's word? */
export const isBroken = (
  { seen, refused }: Pick<WindowCounts, 'seen' | 'refused'>,
  { share, least }: BadRecordsContract,
): boolean => seen >= least && refused * ONE > share * seen;

/**
 * What came and what was refused, by the minute of receipt, for a day: a ring, so that memory is bounded. What was
 * sent twice counts twice, well or badly formed: a source that repeats a batch doesn't change its share.
 */
export class RefusedShare {
  #slots: (Slot | undefined)[] = [];

  /**
   * Counts one request.
   * @param now milliseconds since 1970, of receipt
   * @param sound events that were taken, duplicates too
   * @param refused the code of each problem: few codes, none of them made up by a source
   */
  count(now: number, sound: number, refused: readonly string[]): void {
    const slot = this.#slotAt(Math.floor(now / MINUTE));
    slot.seen += sound + refused.length;
    slot.refused += refused.length;
    for (const code of refused) slot.reasons.set(code, (slot.reasons.get(code) ?? 0) + 1);
  }

  /** The sums over the last minutes, the current one included. */
  sums(now: number, windowMinutes: number): Pick<WindowCounts, 'seen' | 'refused'> {
    let [seen, refused] = [0, 0];
    for (const slot of this.#window(now, windowMinutes)) {
      seen += slot.seen;
      refused += slot.refused;
    }
    return { seen, refused };
  }

  /** The same with its reasons. */
  counts(now: number, windowMinutes: number): WindowCounts {
    const reasons: Record<string, number> = {};
    for (const slot of this.#window(now, windowMinutes)) {
      for (const [code, count] of slot.reasons) reasons[code] = (reasons[code] ?? 0) + count;
    }
    return { ...this.sums(now, windowMinutes), reasons };
  }

  /** A person has looked at it: what was refused before isn't held against the source again. */
  forget(): void {
    this.#slots = [];
  }

  /** A slot is of another day, or of a future that a clock set back has taken away, unless its minute says otherwise. */
  *#window(now: number, windowMinutes: number): Generator<Slot> {
    const last = Math.floor(now / MINUTE);
    for (let minute = last - windowMinutes + 1; minute <= last; minute++) {
      const slot = this.#slots[minute % MAX_WINDOW_MINUTES];
      if (slot?.minute === minute) yield slot;
    }
  }

  #slotAt(minute: number): Slot {
    const place = minute % MAX_WINDOW_MINUTES;
    const slot = this.#slots[place];
    if (slot?.minute === minute) return slot;
    const fresh = { minute, seen: 0, refused: 0, reasons: new Map<string, number>() };
    this.#slots[place] = fresh;
    return fresh;
  }
}
