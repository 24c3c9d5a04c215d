import type { EventLog } from '../../../services/platform/event-log/event-log.ts';

/** A log of its own, empty at first. */
export interface OpenedLog {
  readonly log: EventLog;
  /** Closes whichever log is open and opens the same data again. */
  reopen(): Promise<EventLog>;
  /** Closes the log and removes its data. */
  dispose(): Promise<void>;
}

/** Gives a test the log that was opened for it. */
export type Opened = () => OpenedLog;
