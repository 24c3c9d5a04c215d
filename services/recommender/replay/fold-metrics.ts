import type { Registry } from 'prom-client';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { watchValue } from '../../platform/telemetry/watched-metrics.ts';

interface Measured {
  readonly log: Pick<EventLog, 'head'>;
  readonly state: { readonly position: Position };
  /** Milliseconds. */
  readonly now: () => number;
}

interface Sighting {
  readonly head: Position;
  readonly at: number;
}

/** Enough for hours of being scraped; the oldest are what the age is told by. */
const MAX_SIGHTINGS = 1_000;

/**
 * For whoever watches: how far the fold is behind the log, in events and in seconds. Seconds are told by the heads seen
 * when somebody asked before: the lists have everything that was on the log so long ago.
 */
export const createFoldMetrics = (registry: Registry, { log, state, now }: Measured): void => {
  let sightings: readonly Sighting[] = [];
  const secondsBehind = (): number => {
    const [head, at] = [log.head(), now()];
    if (state.position >= head) {
      sightings = [];
      return 0;
    }
    sightings = [...sightings.filter((seen) => seen.head > state.position), { head, at }].slice(
      0,
      MAX_SIGHTINGS,
    );
    return Math.max(0, at - (sightings[0]?.at ?? at)) / 1_000;
  };
  watchValue(
    registry,
    'relish_log_lag_events',
    'Events on the log that the lists of this replica do not know yet',
    () => Math.max(0, Number(log.head()) - Number(state.position)),
  );
  watchValue(
    registry,
    'relish_log_lag_seconds',
    'For how long an event on the log has waited for the lists of this replica, as far as it was seen',
    secondsBehind,
  );
};
