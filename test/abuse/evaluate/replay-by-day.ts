import type { RelishEvent } from '../../../services/contracts/events.ts';
import { DAY } from '../attacks/hostile-orders.ts';
import { byTime } from '../history/by-time.ts';
import type { Field } from '../recommenders/field.ts';
import type { Relish } from '../recommenders/relish.ts';

/** In days of the attack, 1 being the first; null: never. */
export interface TimesToNotice {
  readonly evidence: number | null;
  readonly demotion: number | null;
  /** Evidence that several accounts share an origin. */
  readonly origin: number | null;
}

const dayOf = ({ time }: RelishEvent): number => Math.floor(Date.parse(time) / DAY);

/** Both are in the order of their times. */
const merge = (a: readonly RelishEvent[], b: readonly RelishEvent[]): readonly RelishEvent[] => {
  const merged: RelishEvent[] = [];
  let next = 0;
  for (const event of a) {
    while (next < b.length && byTime(b[next]!, event) < 0) merged.push(b[next++]!);
    merged.push(event);
  }
  return [...merged, ...b.slice(next)];
};

const DEMOTED = ['demoted', 'quarantined'];

/** What is there now of any of the watched accounts. */
const lookAt = (
  relish: Relish,
  watched: readonly string[],
): Readonly<Record<keyof TimesToNotice, boolean>> => {
  const verdicts = watched.flatMap((accountId) => relish.verdict(accountId) ?? []);
  return {
    evidence: verdicts.some(({ codes }) => codes.length > 0),
    demotion: verdicts.some(({ standing }) => DEMOTED.includes(standing)),
    origin: verdicts.some(({ codes }) => codes.includes('shared-origin')),
  };
};

/**
 * Folds a history with an attack in it, and looks at the end of each day of the attack whether any of the watched
 * accounts was noticed.
 */
export const replayByDay = (
  field: Field,
  events: readonly RelishEvent[],
  attack: readonly RelishEvent[],
  watched: readonly string[],
): TimesToNotice => {
  const sorted = attack.toSorted(byTime);
  const all = merge(events, sorted);
  const first = sorted[0] ? dayOf(sorted[0]) : Infinity;
  let start = all.findIndex((event) => dayOf(event) >= first);
  if (start < 0) start = all.length;
  field.apply(all.slice(0, start));
  let noticed: TimesToNotice = { evidence: null, demotion: null, origin: null };
  while (start < all.length) {
    const day = dayOf(all[start]!);
    let end = start;
    while (end < all.length && dayOf(all[end]!) === day) end++;
    field.apply(all.slice(start, end));
    start = end;
    const is = lookAt(field.relish, watched);
    const since = (known: number | null, isNow: boolean): number | null =>
      known ?? (isNow ? day - first + 1 : null);
    noticed = {
      evidence: since(noticed.evidence, is.evidence),
      demotion: since(noticed.demotion, is.demotion),
      origin: since(noticed.origin, is.origin),
    };
  }
  return noticed;
};
