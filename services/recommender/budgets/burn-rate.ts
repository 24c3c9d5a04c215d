import type { BurnAlert } from '../../contracts/http/budgets.ts';
import type { Counts, MinuteCounts } from './minute-counts.ts';

/**
 * A long window with fewer bad answers than this tells nothing: on a quiet morning one slow list is a third of all. The
 * table (Google's SRE workbook, "Alerting on SLOs") is for traffic that has no quiet mornings.
 */
export const LEAST_BAD = 5;

/** One row of the four-window table; minutes. */
export interface BurnWindows {
  readonly factor: number;
  readonly severity: BurnAlert['severity'];
  readonly long: number;
  readonly short: number;
}

/** The share of answers that may be bad, rounded to millionths: .99 as a binary number isn't all of .99. */
export const allowedShare = (target: number): number => Math.round((1 - target) * 1_000_000) / 1_000_000;

/** How many times faster than allowed the budget burns: 0 where nothing was answered. */
export const burnRate = ({ good, bad }: Counts, target: number): number =>
  bad === 0 ? 0 : bad / ((good + bad) * allowedShare(target));

/** The share of a window's budget that is left: 1 where nothing is bad, 0 where none is, less where it is overspent. */
export const budgetLeft = (counts: Counts, target: number): number => 1 - burnRate(counts, target);

/** How each pair of windows burns at a minute. */
export const burnAlerts = (
  counts: MinuteCounts,
  target: number,
  now: number,
  table: readonly BurnWindows[],
): BurnAlert[] => {
  const windowOf = (minutes: number) => {
    const sums = counts.over(now, minutes);
    return { minutes, answers: sums.good + sums.bad, bad: sums.bad, burnRate: burnRate(sums, target) };
  };
  return table.map(({ factor, severity, ...minutes }) => {
    const [long, short] = [windowOf(minutes.long), windowOf(minutes.short)];
    const isFast = long.burnRate > factor && short.burnRate > factor;
    return { factor, severity, long, short, firing: isFast && long.bad >= LEAST_BAD };
  });
};

/** The gravest that fires. */
export const gravest = (alerts: readonly BurnAlert[]): BurnAlert['severity'] | undefined => {
  const firing = new Set(alerts.filter((alert) => alert.firing).map(({ severity }) => severity));
  return firing.has('page') ? 'page' : firing.has('ticket') ? 'ticket' : undefined;
};
