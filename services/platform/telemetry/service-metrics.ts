import { Gauge, type Registry } from 'prom-client';
import type { EventLog } from '../event-log/event-log.ts';
import { watchValue } from './watched-metrics.ts';

interface Measured {
  /** The log as each service of this process sees it, by the service's name. */
  readonly logs: Readonly<Record<string, EventLog | undefined>>;
  readonly isReady: () => boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

/** For whoever watches: whether this process may be asked, how far its log is, and for how long that has been away. */
export const measureService = (registry: Registry, { logs, isReady, now }: Measured): void => {
  const registers = [registry];
  const labelNames = ['service'];
  const opened = Object.entries(logs).flatMap(([service, log]) => (log ? [{ service, log }] : []));
  watchValue(registry, 'relish_ready', '1 once everything in this process has caught up with its log', () =>
    isReady() ? 1 : 0,
  );
  new Gauge({
    name: 'relish_log_position',
    help: 'Position of the last event that is known to be on the log, as a service sees it',
    labelNames,
    registers,
    collect() {
      for (const { service, log } of opened) this.set({ service }, Number(log.head()));
    },
  });
  new Gauge({
    name: 'relish_log_away_seconds',
    help: 'For how long the log has been out of reach; 0 while it is there',
    labelNames,
    registers,
    collect() {
      for (const { service, log } of opened) {
        const since = log.awaySince();
        this.set({ service }, since === undefined ? 0 : Math.max(0, now() - since) / 1_000);
      }
    },
  });
};
