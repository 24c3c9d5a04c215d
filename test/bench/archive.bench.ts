import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { archiveOnce } from '../../services/platform/archive/archive-once.ts';
import type { ArchivedEntry } from '../../services/platform/archive/archived-entry.ts';
import { logSource } from '../../services/platform/archive/log-source.ts';
import { openArchive } from '../../services/platform/archive/open-archive.ts';
import { verifyArchive } from '../../services/platform/archive/verify-archive.ts';
import { restoreBackup } from '../../services/platform/backup/restore-backup.ts';
import { embeddedTarget } from '../../services/platform/backup/restore-target.ts';
import { takeBackup } from '../../services/platform/backup/take-backup.ts';
import { verifyStore } from '../../services/platform/backup/verify-store.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { openRestoredEmbeddedLog } from '../../services/platform/event-log/restored-embedded-log.ts';
import { openLogCopy } from '../../services/platform/event-log/open-log-copy.ts';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { type BenchRow, secondsOf } from './bench-row.ts';
import { anEvent } from './log.bench.ts';

const EVENTS = 100_000;
const STREAM = 'stand';
const signer = createSigner(makeSigningKey(), 'a bench');
const { trusted } = signer;

const row = (name: string, seconds: number, limit: string, limitSeconds: number): BenchRow => ({
  name,
  figure: EVENTS / seconds,
  unit: 'events/s',
  limit: { name: limit, figure: EVENTS / limitSeconds },
  ratio: limitSeconds / seconds,
});

const readAll = async (store: ObjectStore): Promise<void> => {
  const reader = await openArchive(store, STREAM, trusted);
  let after = 0;
  while (after < reader.to) after = (await reader.read(after, 5_000)).at(-1)?.sequence ?? reader.to;
};

const measureArchive = async (folder: string): Promise<readonly BenchRow[]> => {
  await using store = await openFileObjectStore({ folder });
  const entries: readonly ArchivedEntry[] = Array.from({ length: EVENTS }, (_, index) => ({
    sequence: index + 1,
    text: JSON.stringify(anEvent()),
  }));
  const source = { read: async (after: number, limit: number) => entries.slice(after, after + limit) };
  const text = Buffer.from(entries.map((entry) => entry.text).join('\n'));
  const packed = gzipSync(text);
  const pack = await secondsOf(() => {
    gzipSync(text);
  });
  const unpack = await secondsOf(() => {
    gunzipSync(packed);
  });
  const work = { source, store, stream: STREAM, signer, trusted, upTo: EVENTS };
  const write = await secondsOf(async () => {
    await archiveOnce(work);
  });
  const read = await secondsOf(() => readAll(store));
  const verify = await secondsOf(async () => {
    await verifyArchive(store, STREAM, trusted);
  });
  const bytes = (await store.list('log/')).reduce((sum, { size }) => sum + size, 0);
  return [
    row('archive: write', write, 'gzip of the same events', pack),
    row('archive: read', read, 'gunzip of the same events', unpack),
    row('archive: verify', verify, 'gunzip of the same events', unpack),
    {
      name: 'archive: size',
      figure: bytes / EVENTS,
      unit: 'bytes/event',
      limit: { name: 'gzip of the same events, in one piece', figure: packed.byteLength / EVENTS },
      ratio: packed.byteLength / bytes,
    },
  ];
};

/** A log of as many events, as one writes them. */
const fill = async (folder: string): Promise<number> => {
  await using log = await openEmbeddedEventLog({ folder });
  const seconds = await secondsOf(async () => {
    for (let count = 0; count < EVENTS; count += 5_000)
      await log.append(Array.from({ length: 5_000 }, anEvent));
  });
  return seconds;
};

const measureBackup = async (folder: string): Promise<readonly BenchRow[]> => {
  const data = join(folder, 'log');
  const fillSeconds = await fill(data);
  await using store = await openFileObjectStore({ folder: join(folder, 'backup') });
  const take = await secondsOf(async () => {
    await using log = await openLogCopy(data);
    await takeBackup({ source: logSource(log), head: EVENTS, store, signer, trusted });
  });
  const restore = await secondsOf(async () => {
    const [manifest] = (await verifyStore(store, { trusted })).backups;
    await using log = await openRestoredEmbeddedLog(join(folder, 'restored'));
    if (manifest) await restoreBackup({ store, trusted, manifest, target: embeddedTarget(log) });
  });
  const limit = 'append of as many new events';
  return [
    row(`backup: ${EVENTS / 1_000},000 events`, take, limit, fillSeconds),
    row('backup: verify and restore them', restore, limit, fillSeconds),
  ];
};

/** What the archive of a log costs, and a backup and its restore. */
export const benchArchive = async (): Promise<readonly BenchRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-bench-'));
  try {
    return [...(await measureArchive(join(folder, 'archive'))), ...(await measureBackup(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
