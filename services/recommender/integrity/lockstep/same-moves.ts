import { type Action, TOGETHER } from '../filters/lockstep.ts';

/** What most accounts of a group did in the same minutes. Days and minutes since 1970 UTC. */
export interface Same {
  readonly things: number;
  readonly leastAccounts: number;
  readonly minutes: number;
  readonly days: number;
  readonly firstMinute: number;
  readonly lastMinute: number;
}

const MINUTES_A_DAY = 1_440;

type MinutesByItem = ReadonlyMap<number, readonly number[]>;

const minutesByItem = (actions: readonly Action[]): MinutesByItem => {
  const found = new Map<number, number[]>();
  for (const [item, minute] of actions) {
    const minutes = found.get(item);
    if (minutes) minutes.push(minute);
    else found.set(item, [minute]);
  }
  return found;
};

/** The minute nearest to `minute` in which the item was ordered, if that is near enough to be one move. */
const nearest = (minutes: readonly number[] | undefined, minute: number): number | undefined => {
  let best: number | undefined;
  for (const other of minutes ?? []) {
    const gap = Math.abs(other - minute);
    if (gap <= TOGETHER && (best === undefined || gap < Math.abs(best - minute))) best = other;
  }
  return best;
};

/** The oldest account's moves; an item that it ordered twice in the same minutes is one. */
const movesOf = (oldest: readonly Action[]): readonly Action[] => {
  const kept = new Map<number, number>();
  const sorted = [...oldest].sort(([, a], [, b]) => a - b);
  return sorted.filter(([item, minute]) => {
    if (minute - (kept.get(item) ?? -Infinity) <= TOGETHER) return false;
    kept.set(item, minute);
    return true;
  });
};

/**
 * The moves of the oldest account that more than half of the group made with it: what a person can be told of the group.
 * @param members the actions of each account, the oldest first
 * @returns undefined if most of them share no move
 */
export const sameMoves = (members: readonly (readonly Action[])[]): Same | undefined => {
  const [oldest] = members;
  if (!oldest) return undefined;
  const indexed = members.map(minutesByItem);
  const shared = movesOf(oldest).flatMap(([item, minute]) => {
    const minutes = indexed.flatMap((one) => nearest(one.get(item), minute) ?? []);
    if (2 * minutes.length <= members.length) return [];
    return [{ accounts: minutes.length, first: Math.min(...minutes), last: Math.max(...minutes) }];
  });
  if (shared.length === 0) return undefined;
  return {
    things: shared.length,
    leastAccounts: Math.min(...shared.map(({ accounts }) => accounts)),
    minutes: 1 + Math.max(...shared.map(({ first, last }) => last - first)),
    days: new Set(shared.map(({ first }) => Math.floor(first / MINUTES_A_DAY))).size,
    firstMinute: Math.min(...shared.map(({ first }) => first)),
    lastMinute: Math.max(...shared.map(({ last }) => last)),
  };
};
