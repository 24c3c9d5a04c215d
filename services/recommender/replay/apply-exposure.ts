import type { EventOf } from '../../contracts/events.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { ExposureCounts } from '../budgets/exposure-counts.ts';
import type { ExperimentHistory } from '../experiments/experiment-history.ts';
import type { RecentAnswers } from '../incidents/recent-answers.ts';
import type { People, RolloutHistory } from '../rollout/rollout-history.ts';
import type { Ballots } from '../votes/ballots.ts';
import type { Interner } from '../votes/interner.ts';

/** What lists that went out are noted in. None of it is a signal. */
interface ExposureFold {
  readonly accounts: Interner;
  readonly ballots: Ballots;
  readonly exposures: ExposureCounts;
  readonly rollouts: RolloutHistory;
  readonly experiments: ExperimentHistory;
  readonly recentAnswers: RecentAnswers;
}

/** Where it is on the log, and the event before it. */
interface Place {
  readonly at: Position;
  readonly before: Position;
}

interface Known {
  /** Minutes since 1970 UTC. */
  readonly minuteOf: (time: string) => number;
  readonly people: People;
}

export const applyExposure = (
  { accounts, ballots, exposures, rollouts, experiments, recentAnswers }: ExposureFold,
  event: EventOf<'recommendation.exposed'>,
  { at, before }: Place,
  { minuteOf, people }: Known,
): void => {
  exposures.note(event.data, minuteOf(event.time));
  experiments.noteExposed(event.data);
  rollouts.noteExposed(event, minuteOf, people);
  recentAnswers.note(event, at, before, (accountId) => {
    const account = accounts.find(accountId);
    return account !== undefined && ballots.hasDays(account);
  });
};
