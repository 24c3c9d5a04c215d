import type { IncidentWindow, SeenAnswer } from '../../../contracts/incident-window.ts';
import type { Finding, Monitor } from './monitor.ts';

/** The fold is at most a second behind, whatever comes in; half a minute is a fold that has stopped. */
const STILL_SECONDS = 30;
/** Of the last so many lists, so many were computed from what was half a minute old. */
const LISTS = 20;
const STALE = 10;

const WAY_OUT =
  'Look at the log’s engine and at relish_fold_lag of each replica; restart the replica whose position stands still. Lists are right again when it has caught up.';

/** Had the log something half a minute before a list went out that it wasn't computed from? */
const isOld = ({ time, position }: SeenAnswer, written: readonly SeenAnswer[]): boolean => {
  const before = new Date(Date.parse(time) - STILL_SECONDS * 1_000).toISOString();
  return written.some((other) => other.time <= before && other.at > position);
};

const stoppedFold = ({ fold: { behind, stillSeconds }, position }: IncidentWindow): Finding => ({
  reason: `The fold stands still at ${position} since ${stillSeconds} s, and ${behind} events wait on the log.`,
  facts: {
    severity: 'page',
    wayOut: WAY_OUT,
    figures: [
      { name: 'seconds without a step', unit: 'seconds', now: stillSeconds, limit: STILL_SECONDS },
      { name: 'events behind the log', unit: 'count', now: behind },
    ],
    about: [],
  },
});

/** Answers go on, fast and stable, from what was true once. */
export const staleData: Monitor = {
  name: 'stale-data',
  runOnce(window) {
    const { fold, recent, earlier } = window;
    if (fold.behind > 0 && fold.stillSeconds >= STILL_SECONDS) return stoppedFold(window);
    const written = [...earlier, ...recent];
    // While the log is away answers say so by themselves.
    const old = recent.slice(-LISTS).filter((answer) => !answer.isStale && isOld(answer, written));
    if (old.length < STALE) return undefined;
    return {
      reason: `${old.length} of the last ${LISTS} lists were computed from what was at least ${STILL_SECONDS} s old.`,
      facts: {
        severity: 'page',
        wayOut: WAY_OUT,
        figures: [
          { name: `old ones of the last ${LISTS} lists`, unit: 'count', now: old.length, limit: STALE },
        ],
        about: old.slice(-5).map(({ requestId, position }) => ({
          what: 'request',
          id: requestId,
          note: `computed at ${position}`,
        })),
      },
    };
  },
};
