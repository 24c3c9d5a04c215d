import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { openEmbeddedEventLog } from '../../../../services/platform/event-log/embedded-event-log.ts';
import { secondsOf } from '../../bench-row.ts';
import type { writeFigures } from '../figures.ts';
import { madeEvents } from './made-events.ts';
import { logIn } from './places.ts';

const BATCH = 5_000;

const bytesIn = async (folder: string): Promise<number> => {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  return bytes;
};

export const write = async (
  folder: string,
  events: number,
  accounts: number,
): Promise<z.infer<typeof writeFigures>> => {
  const seconds = await secondsOf(async () => {
    await using log = await openEmbeddedEventLog({ folder: logIn(folder) });
    for (const batch of madeEvents(events, accounts, BATCH)) await log.append(batch);
  });
  return { seconds, diskBytes: await bytesIn(logIn(folder)) };
};
