import type { Evidence } from '../../../contracts/http/accounts.ts';
import { ONE } from '../policy.ts';

/** What an account took home: item and minute of the placement. */
export type Action = readonly [item: number, minute: number];

/** Orders of the same item this near in time, in minutes, are one move: half of the slot of the signatures. */
export const TOGETHER = 5;

/**
 * Same items in the same minutes, with so many others (SynchroTrap, Cao et al., CCS 2014). Which accounts are one
 * group is the signatures' business; this counts what one of them shares with the oldest.
 * @param size accounts in the group
 * @returns strength: the share of its actions that it shares
 */
export const lockstep = (mine: readonly Action[], oldest: readonly Action[], size: number): Evidence => {
  const minutesOf = new Map<number, number[]>();
  for (const [item, minute] of oldest) {
    const minutes = minutesOf.get(item);
    if (minutes) minutes.push(minute);
    else minutesOf.set(item, [minute]);
  }
  const shared = mine.filter(([item, minute]) =>
    minutesOf.get(item)?.some((other) => Math.abs(other - minute) <= TOGETHER),
  ).length;
  return {
    code: 'lockstep',
    strength: mine.length === 0 ? 0 : Math.floor((ONE * shared) / mine.length),
    facts: { accountsTogether: size, linesShared: shared, linesTaken: mine.length },
  };
};
