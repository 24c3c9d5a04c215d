import { afterEach, beforeEach, describe } from '@jest/globals';
import { describeAppending } from './event-log/appending.ts';
import { describeClosing } from './event-log/closing.ts';
import { describeExpecting } from './event-log/expecting.ts';
import { describeFollowing } from './event-log/following.ts';
import type { OpenedLog } from './event-log/opened-log.ts';
import { describeReading } from './event-log/reading.ts';

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
