import type { RelishEvent } from '../../../services/contracts/events.ts';
import { DAY } from '../attacks/hostile-orders.ts';
import { byTime } from '../history/by-time.ts';
import type { Field } from '../recommenders/field.ts';
import type { Relish } from '../recommenders/relish.ts';

/** In days of the attack, 1 being the first; null: never. */
export interface TimesToNotice {
  readonly evidence: number | null;
  readonly demotion: number | null;
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

const isDemoted = (relish: Relish, accountId: string): boolean =>
  ['demoted', 'quarantined'].includes(relish.verdict(accountId)?.standing ?? '');
const isSuspected = (relish: Relish, accountId: string): boolean =>
  (relish.verdict(accountId)?.codes.length ?? 0) > 0;

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
  let [evidence, demotion]: (number | null)[] = [null, null];
  while (start < all.length) {
    const day = dayOf(all[start]!);
    let end = start;
    while (end < all.length && dayOf(all[end]!) === day) end++;
    field.apply(all.slice(start, end));
    start = end;
    const { relish } = field;
    if (evidence === null && watched.some((accountId) => isSuspected(relish, accountId)))
      evidence = day - first + 1;
    if (demotion === null && watched.some((accountId) => isDemoted(relish, accountId)))
      demotion = day - first + 1;
  }
  return { evidence: evidence ?? null, demotion: demotion ?? null };
};
