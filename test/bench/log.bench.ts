import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { type EventLog, ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { type BenchRow, secondsOf } from './bench-row.ts';

const READ = 5_000;

/** 300 bytes with a random id: the order in which ids come is what an index suffers from most. */
export const anEvent = (): RelishEvent => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/bench',
  type: 'order.placed',
  time: '2026-11-20T12:00:00.000Z',
  data: {
    orderId: randomUUID(),
    accountId: 'a-12345',
    lines: [{ itemId: 'bcpcc-8', quantity: 1, unitPrice: 850 }],
    origin: { address: 'kJ2x0Qm4b1VtYw7ZpR9sNgkJ2x0Qm4b1VtYw7ZpR9sN' },
  },
});

interface AppendCase {
  readonly name: string;
  readonly batches: number;
  readonly size: number;
  readonly append: (log: EventLog, batch: readonly RelishEvent[]) => Promise<unknown>;
}

/**
 * The limit is one write and one fdatasync of the same bytes at the end of a file. Both take turns, batch by batch,
 * so that whatever else the machine does falls on both; and no batch lives longer than its turn, as with callers.
 */
const measureAppend = async (
  raw: FileHandle,
  log: EventLog,
  { name, batches, size, append }: AppendCase,
): Promise<BenchRow> => {
  let rawSeconds = 0;
  let logSeconds = 0;
  for (let turn = 0; turn < batches; turn++) {
    const batch = Array.from({ length: size }, anEvent);
    const bytes = Buffer.from(batch.map((event) => `${JSON.stringify(event)}\n`).join(''));
    rawSeconds += await secondsOf(async () => {
      await raw.write(bytes);
      await raw.datasync();
    });
    logSeconds += await secondsOf(async () => {
      await append(log, batch);
    });
  }
  const figure = (batches * size) / logSeconds;
  const limit = (batches * size) / rawSeconds;
  return {
    name,
    figure,
    unit: 'events/s',
    limit: { name: 'write and fdatasync of the same bytes', figure: limit },
    ratio: figure / limit,
  };
};

const readAll = async (log: EventLog): Promise<number> => {
  let count = 0;
  let after = ORIGIN;
  for (;;) {
    const batch = await log.read(after, READ);
    if (batch.events.length === 0) return count;
    count += batch.events.length;
    after = batch.last;
  }
};

const touch = (bytes: Buffer): number => {
  let sum = 0;
  // Not for…of: through a Buffer's iterator the limit would be ten times lower than it is.
  for (let at = bytes.length - 1; at >= 0; at--) sum += bytes[at] ?? 0;
  return sum;
};

const measureRead = async (bytes: Buffer, log: EventLog): Promise<readonly BenchRow[]> => {
  const lines = bytes.toString().trimEnd().split('\n');
  await readAll(log);
  let count = 0;
  const seconds = await secondsOf(async () => {
    count = await readAll(log);
  });
  const figure = count / seconds;
  const emptyLoop = count / (await secondsOf(() => void touch(bytes)));
  const parseOnly = count / (await secondsOf(() => lines.forEach((line) => void JSON.parse(line))));
  const row = (name: string, limit: number): BenchRow => ({
    name: 'read and parse',
    figure,
    unit: 'events/s',
    limit: { name, figure: limit },
    ratio: figure / limit,
  });
  return [
    row('an empty loop over the same bytes', emptyLoop),
    row('JSON.parse of the same lines', parseOnly),
  ];
};

/** Durable appends as they come, one or many at a time, and the whole log read again. */
export const benchLog = async (): Promise<readonly BenchRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-bench-'));
  const path = join(folder, 'raw');
  try {
    await using raw = await open(path, 'a');
    await using log = await openEmbeddedEventLog({ folder: join(folder, 'log') });
    const whole: AppendCase['append'] = (to, batch) => to.append(batch);
    const oneByOne: AppendCase['append'] = (to, batch) =>
      Promise.all(batch.map((event) => to.append([event])));
    const rows = [
      await measureAppend(raw, log, { name: 'append: one at a time', batches: 500, size: 1, append: whole }),
      await measureAppend(raw, log, {
        name: 'append: 500 waiting at a time',
        batches: 60,
        size: 500,
        append: oneByOne,
      }),
      await measureAppend(raw, log, {
        name: 'append: batches of 1,000',
        batches: 200,
        size: 1_000,
        append: whole,
      }),
    ];
    return [...rows, ...(await measureRead(await readFile(path), log))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
