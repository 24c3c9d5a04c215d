import { writeSync } from 'node:fs';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { hasErrorCode } from '../../services/platform/files/has-error-code.ts';
import { AppError } from '../../services/platform/http/app-error.ts';
import { anEvent } from '../contract/event-log/log-events.ts';

/**
 * Appends to the log of a folder from many sides at once until somebody kills it, or the disk takes no more.
 * A line on standard output is one acknowledged event: its id and its position. It is written before anything
 * else happens in this process, so a kill can hide an acknowledgement, but never make one up.
 */
const [folder = '', run = ''] = process.argv.slice(2);
const WRITERS = 24;

/** Returns when the line is out of this process; whoever reads may be slow, and the pipe is full then. */
const say = (line: string): void => {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (!hasErrorCode(error, 'EAGAIN')) throw error;
    }
  }
};

say('started');
const log = await openEmbeddedEventLog({ folder });

/** Batches of one to five events, `run/writer/turn/part/size`; each waits for the one before it. */
const write = async (writer: number): Promise<never> => {
  for (let turn = 0; ; turn++) {
    const size = 1 + ((writer + turn) % 5);
    const events = Array.from({ length: size }, (_, part) =>
      anEvent(`${run}/${writer}/${turn}/${part}/${size}`),
    );
    const outcome = await log.append(events);
    if (outcome.outcome === 'conflict') throw new Error('nothing was expected');
    for (const [part, event] of events.entries()) say(`${event.id} ${outcome.positions[part]}`);
  }
};

try {
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
} catch (error) {
  say(error instanceof AppError ? `refused ${error.code}` : String(error));
  process.exitCode = 1;
}
