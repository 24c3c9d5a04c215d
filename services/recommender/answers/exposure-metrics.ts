import { Counter, Gauge, type Registry } from 'prom-client';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { ExposureRecorder } from './exposure-recorder.ts';

/** For whoever watches: whether the log is away, and what becomes of the answers that go out meanwhile. */
export const createExposureMetrics = (
  registry: Registry,
  recorder: ExposureRecorder,
  log: Pick<EventLog, 'awaySince'>,
): void => {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('relish_log_away', '1 while the log can not be reached', () =>
    log.awaySince() === undefined ? 0 : 1,
  );
  gauge('relish_exposures_waiting', 'Answers that went out and wait for the log', () => recorder.waiting);
  let counted = 0;
  new Counter({
    name: 'relish_exposures_unrecorded_total',
    help: 'Answers that went out while too many others waited for the log: they are not recorded',
    registers: [registry],
    collect() {
      this.inc(recorder.unrecorded - counted);
      counted = recorder.unrecorded;
    },
  });
};
