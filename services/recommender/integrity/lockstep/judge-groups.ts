import { ONE, type Policy } from '../policy.ts';
import { BANDS } from './signature.ts';

/** An account that has risen to established and isn't quarantined. */
export interface Member {
  readonly account: number;
  /** The day of its rise, days since 1970 UTC. */
  readonly rise: number;
  /** The keys of its groups, one a band; undefined if it is in none. */
  readonly keys: readonly number[] | undefined;
  /** A person has labelled it honest: it isn't demoted, and still one of its group. */
  readonly isCleared: boolean;
}

/** Accounts that move together: how many, the oldest of them, and all of them, oldest first. */
export interface Group {
  readonly size: number;
  readonly oldest: number;
  readonly accounts: readonly number[];
}

/** What was found, by account. */
export interface Judgement {
  /** In lockstep with so many others that it counts as a newcomer. */
  readonly demoted: ReadonlySet<number>;
  /** In lockstep, too, but a person has to say so. */
  readonly waiting: ReadonlySet<number>;
  /** By account in one or the other, or cleared: with whom it moves. */
  readonly together: ReadonlyMap<number, Group>;
  /** Members, and those of them on probation that a group has beyond its oldest few. */
  readonly risen: number;
  readonly candidates: number;
}

/**
 * How many other accounts so many hostile ones, whatever they do, can have demoted at most; and how many, at
 * most, brought back. Each of them can join one group and leave one in each band, which makes one other
 * account a candidate and another one none. While there is room for all candidates that is all. Where the quota
 * binds, each candidate that comes or goes, itself too, moves another one over the edge, as does a quota that grows.
 * @param risen accounts that have risen to established
 * @param candidates of them, those who would be demoted if the quota had room
 */
export const movedBy = (hostile: number, risen: number, candidates: number, policy: Policy): number => {
  if (policy.filters.lockstep.effect === 'none') return 0;
  if (candidates + hostile * (BANDS + 1) <= quotaOf(risen, policy)) return hostile * BANDS;
  return Math.min(hostile * (2 * BANDS + 2), quotaOf(risen + hostile, policy));
};

/** So many accounts may be demoted without a person's word: φ of those that have risen. */
export const quotaOf = (risen: number, { demotions }: Policy): number =>
  Math.floor((risen * demotions.share) / ONE);

/** Days since its rise in which an account can be demoted by what others do. */
export const isOnProbation = (
  { rise, isCleared }: Pick<Member, 'rise' | 'isCleared'>,
  today: number,
  { filters: { lockstep } }: Policy,
): boolean => lockstep.effect === 'demote' && !isCleared && today - rise < lockstep.probation;

const groupsOf = (members: readonly Member[], band: number): Iterable<readonly Member[]> => {
  const groups = new Map<number, Member[]>();
  for (const member of members) {
    const key = member.keys?.[band];
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups.values();
};

/** By account: its largest group, for those whom a group has beyond its oldest few. */
const beyondTheOldest = (members: readonly Member[], few: number): ReadonlyMap<number, Group> => {
  const together = new Map<number, Group>();
  for (let band = 0; band < BANDS; band++) {
    for (const group of groupsOf(members, band)) {
      if (group.length <= few) continue;
      const accounts = group.map(({ account }) => account);
      const found = { size: accounts.length, oldest: accounts[0]!, accounts };
      for (const account of accounts.slice(few)) {
        if (found.size > (together.get(account)?.size ?? 0)) together.set(account, found);
      }
    }
  }
  return together;
};

/**
 * Of each group that moves together all but the `accounts` − 1 oldest are demoted to the newcomer pool while they
 * are on probation and within the quota, oldest first. Beyond that they wait for a person, who can quarantine
 * them or clear them. So the votes that an attacker can frame are bounded, whatever he does: see
 * `movedBy`; all of them are on probation.
 * @param members oldest first, in an order that doesn't depend on arrival
 */
export const judgeGroups = (members: readonly Member[], today: number, policy: Policy): Judgement => {
  const { lockstep } = policy.filters;
  const together =
    lockstep.effect === 'demote' ? beyondTheOldest(members, lockstep.accounts - 1) : new Map<number, Group>();
  const demoted = new Set<number>();
  const waiting = new Set<number>();
  const quota = quotaOf(members.length, policy);
  let candidates = 0;
  for (const member of members) {
    if (!together.has(member.account) || member.isCleared) continue;
    if (isOnProbation(member, today, policy)) candidates++;
    const isWithinQuota = isOnProbation(member, today, policy) && candidates <= quota;
    (isWithinQuota ? demoted : waiting).add(member.account);
  }
  return { demoted, waiting, together, risen: members.length, candidates };
};
