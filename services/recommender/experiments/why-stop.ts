import type { ExperimentView, StopCause } from '../../contracts/http/experiments.ts';

/** What is known of the shop while an experiment runs. */
export interface Circumstances {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Why no budget is left, in words. */
  readonly overspent: readonly string[];
  readonly isRollingOut: boolean;
  /** What opened since it began, by kind. */
  readonly incidents: readonly string[];
}

interface Stop {
  readonly because: StopCause;
  readonly reason: string;
}

/** Over at once, in every process that folds the log, before anybody writes that it is. */
export const isOver = ({ document, spent }: ExperimentView, now: number): boolean =>
  spent >= document.lists || now >= Date.parse(document.expires);

/** Why an experiment ends by itself; undefined while it may go on. */
export const whyStop = (
  { document, spent }: ExperimentView,
  { now, overspent, isRollingOut, incidents }: Circumstances,
): Stop | undefined => {
  if (spent >= document.lists)
    return {
      because: 'budget',
      reason: `Its share of the error budget is used: ${spent} ${spent === 1 ? 'list' : 'lists'}.`,
    };
  const [spentBudget] = overspent;
  if (spentBudget !== undefined) return { because: 'budget', reason: spentBudget };
  const [incident] = incidents;
  if (incident !== undefined) return { because: 'incident', reason: `An incident is open: ${incident}.` };
  if (isRollingOut)
    return { because: 'rollout', reason: 'A rollout has begun: nothing else may disturb it.' };
  return now >= Date.parse(document.expires) ? { because: 'time', reason: 'Its time is over.' } : undefined;
};
