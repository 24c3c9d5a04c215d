import type { Registry } from 'prom-client';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { watchCount, watchValue } from '../../platform/telemetry/watched-metrics.ts';
import type { ExposureRecorder } from './exposure-recorder.ts';

/** For whoever watches: whether the log is away, and what becomes of the answers that go out meanwhile. */
export const createExposureMetrics = (
  registry: Registry,
  recorder: ExposureRecorder,
  log: Pick<EventLog, 'awaySince'>,
): void => {
  watchValue(registry, 'relish_log_away', '1 while the log can not be reached', () =>
    log.awaySince() === undefined ? 0 : 1,
  );
  watchValue(
    registry,
    'relish_exposures_waiting',
    'Answers that went out and wait for the log',
    () => recorder.waiting,
  );
  watchCount(
    registry,
    'relish_exposures_unrecorded_total',
    'Answers that went out while too many others waited for the log: they are not recorded',
    () => recorder.unrecorded,
  );
};
