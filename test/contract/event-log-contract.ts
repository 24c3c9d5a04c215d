import { afterEach, beforeEach, describe } from '@jest/globals';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import { describeAppending } from './event-log/appending.ts';
import { describeClosing } from './event-log/closing.ts';
import { describeExpecting } from './event-log/expecting.ts';
import { describeFollowing } from './event-log/following.ts';
import { describeReading } from './event-log/reading.ts';

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

/** What every adapter of `EventLog` promises. */
export const describeEventLog = (name: string, open: () => Promise<OpenedLog>): void => {
  describe(`EventLog: ${name}`, () => {
    let opened: OpenedLog;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.dispose());

    describeAppending(() => opened);
    describeExpecting(() => opened);
    describeReading(() => opened);
    describeFollowing(() => opened);
    describeClosing(() => opened);
  });
};
