import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { archiveOnce } from '../../services/platform/archive/archive-once.ts';
import { openArchive } from '../../services/platform/archive/open-archive.ts';
import { verifyArchive } from '../../services/platform/archive/verify-archive.ts';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../services/platform/object-store/s3-object-store.ts';
import { aSigner, denseEntries, sourceOf } from '../builders/an-archive.ts';
import { describeWithMinio } from '../engines/describe-with-engines.ts';
import { type RunningMinio, startMinio } from '../engines/minio-server.ts';
import { relish } from './import-terminal.ts';

const SIZE = { events: 20, bytes: 1_000_000 };
const STREAM = 'stand';
const signer = aSigner();
const { trusted } = signer;
const entries = denseEntries(200);

/** What the archive promises, on whatever keeps its objects. */
const describeArchive = (name: string, current: () => ObjectStore): void => {
  describe(`an archive in ${name}`, () => {
    const work = () => ({
      source: sourceOf(entries),
      store: current(),
      stream: STREAM,
      signer,
      trusted,
      size: SIZE,
    });

    test('is the same whether one or several make it, and is whole', async () => {
      expect(await archiveOnce({ ...work(), upTo: 50 })).toMatchObject({ to: 40, segments: 2 });
      const ends = await Promise.all([1, 2, 3].map(() => archiveOnce({ ...work(), upTo: 200 })));
      expect(ends.map(({ to }) => to)).toEqual([200, 200, 200]);
      const names = (await current().list('')).map((entry) => entry.name);
      expect(names).toHaveLength(20);
      const report = await verifyArchive(current(), STREAM, trusted, undefined, { reach: 200 });
      expect(report).toMatchObject({ problems: [], segments: 10, events: 200, to: 200 });
    });

    test('is read from anywhere', async () => {
      const reader = await openArchive(current(), STREAM, trusted);
      expect(reader.to).toBe(200);
      for (const after of [0, 19, 20, 133, 199]) {
        const page = await reader.read(after, 50);
        expect(page).toEqual(entries.slice(after, after + page.length));
        expect(page.length).toBeGreaterThan(0);
      }
      expect(await reader.read(200, 50)).toEqual([]);
    });

    test('says what is no longer as it was', async () => {
      const store = current();
      const [manifest = '', segment = ''] = (await store.list(`log/${STREAM}/0000000000000061`)).map(
        (entry) => entry.name,
      );
      const bytes = (await store.get(segment)) ?? new Uint8Array();
      await store.remove(segment);
      await store.putIfAbsent(
        segment,
        bytes.map((byte, index) => (index === 30 ? byte ^ 1 : byte)),
      );
      const report = await verifyArchive(store, STREAM, trusted);
      expect(report.problems).toMatchObject([{ kind: 'changed', objects: [segment] }]);
      const reader = await openArchive(store, STREAM, trusted);
      await expect(reader.read(65, 1)).rejects.toMatchObject({ code: 'archive-damaged' });
      await store.remove(manifest);
      await store.remove(segment);
      const { problems } = await verifyArchive(store, STREAM, trusted);
      expect(problems).toMatchObject([{ kind: 'broken-link' }]);
    });
  });
};

describe('in a folder', () => {
  let folder: string;
  let store: ObjectStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-archive-'));
    store = await openFileObjectStore({ folder });
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  describeArchive('a folder', () => store);
});

describeWithMinio('in a bucket', () => {
  let minio: RunningMinio;
  let bucket: string;
  let store: ObjectStore;
  let data: string;
  beforeAll(async () => {
    minio = await startMinio();
    bucket = await minio.makeBucket();
    store = await openS3ObjectStore({ ...minio, bucket });
    data = await mkdtemp(join(tmpdir(), 'relish-archive-'));
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await minio.removeBucket(bucket);
    await minio[Symbol.asyncDispose]();
    await rm(data, { recursive: true });
  });
  describeArchive('MinIO', () => store);

  test('relish verify --archive finds it by the environment', async () => {
    const environment = {
      RELISH_DATA: data,
      RELISH_TRUSTED_KEYS: signer.keyId,
      S3_ENDPOINT: minio.endpoint,
      S3_ACCESS_KEY: minio.accessKey,
      S3_SECRET_KEY: minio.secretKey,
      S3_BUCKET: bucket,
    };
    const { code, out } = await relish(['verify', '--archive'], { environment });
    expect(code).toBe(1);
    expect(out).toMatch(
      /broken-link +log\/stand\/0000000000000041-0000000000000060\.json and log\/stand\/0000000000000081/,
    );
  });
});
