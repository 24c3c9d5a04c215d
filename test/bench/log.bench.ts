import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { type EventLog, ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { type BenchRow, secondsOf } from './bench-row.ts';

const SINGLES = 500;
const CROWD = 500;
const CROWDS = 60;
const BATCH = 1_000;
const BATCHES = 200;
const READ = 5_000;

/** 300 bytes with a random id: the order in which ids come is what an index suffers from most. */
const anEvent = (): RelishEvent => ({
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

const batchesOf = (count: number, size: number): readonly (readonly RelishEvent[])[] =>
  Array.from({ length: count }, () => Array.from({ length: size }, anEvent));

/** Each batch is one write and one fdatasync at the end of a file: what durable costs at least. */
const appendRaw = async (path: string, batches: readonly (readonly RelishEvent[])[]): Promise<number> => {
  const buffers = batches.map((batch) =>
    Buffer.from(batch.map((event) => `${JSON.stringify(event)}\n`).join('')),
  );
  const file = await open(path, 'a');
  const seconds = await secondsOf(async () => {
    for (const buffer of buffers) {
      await file.write(buffer);
      await file.datasync();
    }
  });
  await file.close();
  return seconds;
};

interface AppendCase {
  readonly name: string;
  readonly batches: readonly (readonly RelishEvent[])[];
  readonly append: (log: EventLog, batch: readonly RelishEvent[]) => Promise<unknown>;
}

const measureAppend = async (
  folder: string,
  log: EventLog,
  { name, batches, append }: AppendCase,
): Promise<BenchRow> => {
  const count = batches.reduce((sum, batch) => sum + batch.length, 0);
  const limit = count / (await appendRaw(join(folder, 'raw'), batches));
  const figure =
    count /
    (await secondsOf(async () => {
      for (const batch of batches) await append(log, batch);
    }));
  const unit = 'events/s';
  return {
    name,
    figure,
    unit,
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
  for (const byte of bytes) sum += byte;
  return sum;
};

const measureRead = async (folder: string, log: EventLog): Promise<readonly BenchRow[]> => {
  const bytes = await readFile(join(folder, 'raw'));
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
  try {
    await using log = await openEmbeddedEventLog({ folder: join(folder, 'log') });
    const whole: AppendCase['append'] = (to, batch) => to.append(batch);
    const oneByOne: AppendCase['append'] = (to, batch) =>
      Promise.all(batch.map((event) => to.append([event])));
    const cases: readonly AppendCase[] = [
      { name: 'append: one at a time', batches: batchesOf(SINGLES, 1), append: whole },
      { name: `append: ${CROWD} waiting at a time`, batches: batchesOf(CROWDS, CROWD), append: oneByOne },
      { name: `append: batches of ${BATCH}`, batches: batchesOf(BATCHES, BATCH), append: whole },
    ];
    const rows: BenchRow[] = [];
    for (const each of cases) rows.push(await measureAppend(folder, log, each));
    return [...rows, ...(await measureRead(folder, log))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
