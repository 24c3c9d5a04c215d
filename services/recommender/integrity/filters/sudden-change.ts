import { type Filter, reported } from '../filter.ts';
import type { Policy } from '../policy.ts';
import type { Profile } from '../profile.ts';
import { logGamma } from './log-gamma.ts';
import { surenessOf } from './sureness.ts';
import { RECENT_DAYS, windowOf } from './windows.ts';

/** Before anything is known of a person: one repeat in ten is of something new. */
const PRIOR = { again: 1, usual: 9 };

/** Days on which something was taken that it had had before, and those of them on which it had it only that week. */
interface Repeats {
  readonly all: Set<number>;
  readonly again: Set<number>;
}

interface Weeks {
  readonly now: Repeats;
  readonly before: Repeats;
}

const hasLongHistory = ({ lines, today }: Profile, { standing }: Policy): boolean => {
  const before = lines.filter(({ day }) => windowOf(day, today) > 0);
  if (before.length < standing.days || before.length === lines.length) return false;
  const first = before.reduce((least, { day }) => Math.min(least, day), today);
  return first <= today - RECENT_DAYS - standing.age;
};

const noRepeats = (): Repeats => ({ all: new Set(), again: new Set() });
const leastOf = (days: readonly number[]): number =>
  days.reduce((least, day) => Math.min(least, day), Infinity);

/** The new item that was taken on most of the last days; undefined while none was taken twice. */
const newItemOf = ({ items, today }: Profile): number | undefined => {
  let found: number | undefined;
  let most = 1;
  for (const { item, days } of items) {
    if (days.length > most && windowOf(leastOf(days), today) === 0) [found, most] = [item, days.length];
  }
  return found;
};

/** The account's first week is left out: everything was new then. */
const weeksOf = ({ items, lines, today }: Profile): Weeks => {
  const [now, before] = [noRepeats(), noRepeats()];
  const firstWeek = windowOf(leastOf(lines.map(({ day }) => day)), today);
  for (const { days } of items) {
    const first = leastOf(days);
    const debut = windowOf(first, today);
    for (const day of days) {
      const week = windowOf(day, today);
      if (week === firstWeek || day === first) continue;
      const repeats = week === 0 ? now : before;
      repeats.all.add(day);
      if (week === debut) repeats.again.add(day);
    }
  }
  return { now, before };
};

/** P(at least `again` of `all`) under a beta-binomial(a, b). */
const tail = (again: number, all: number, a: number, b: number): number => {
  const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
  const choose = logGamma(all + 1) - logGamma(again + 1) - logGamma(all - again + 1);
  let chance = Math.exp(choose + logBeta(again + a, all - again + b) - logBeta(a, b));
  let sum = chance;
  for (let k = again; k < all; k++) {
    chance *= ((all - k) / (k + 1)) * ((k + a) / (all - k - 1 + b));
    sum += chance;
  }
  return Math.min(1, sum);
};

/**
 * A long-standing account that is somebody else's all of a sudden: in the last seven days it takes things again and
 * again that it never took before. Counted are days with a repeat, so that a day's special, or a basket of all new
 * things, is no change, nor is a large basket more of a change than a small one: of `all` such days in the week, on
 * `again` something was repeated that was new in that week. Chance is the beta-binomial tail P(X ≥ again) with what
 * the account did in its own earlier weeks on top of a Beta(1, 9) prior: its likelihood under its own past
 * (posterior predictive check; Gelman et al., Bayesian Data Analysis, 6.3).
 */
export const suddenChange: Filter = (profile, _, policy) => {
  if (!hasLongHistory(profile, policy)) return undefined;
  const item = newItemOf(profile);
  if (item === undefined) return undefined;
  const { now, before } = weeksOf(profile);
  const usual = before.all.size - before.again.size;
  const chance = tail(now.again.size, now.all.size, PRIOR.again + before.again.size, PRIOR.usual + usual);
  const facts = {
    days: RECENT_DAYS,
    repeatDays: now.all.size,
    repeatDaysOfNew: now.again.size,
    repeatDaysBefore: before.all.size,
    repeatDaysOfNewBefore: before.again.size,
  };
  return reported({ code: 'sudden-change', strength: surenessOf(chance), facts, items: [item] }, policy);
};
