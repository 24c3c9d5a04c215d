import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { archiveOnce } from '../../../services/platform/archive/archive-once.ts';
import { openArchive } from '../../../services/platform/archive/open-archive.ts';
import { verifyArchive } from '../../../services/platform/archive/verify-archive.ts';
import type { ObjectStore } from '../../../services/platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../../services/platform/object-store/s3-object-store.ts';
import { createSigner, makeSigningKey } from '../../../services/platform/signing/signer.ts';
import { describeWithOwnMinio } from '../../engines/describe-with-engines.ts';
import { type OwnMinio, startOwnMinio } from '../../engines/minio-server.ts';
import { tell } from '../cluster/tell.ts';
import { madeUpEntries, SEGMENT, STREAM } from './made-up-entries.ts';

const ARCHIVER = fileURLToPath(new URL('archive-until-killed.ts', import.meta.url));
const TYPESCRIPT = createRequire(import.meta.url).resolve('tsx/esm');
/** Two objects a segment: every place of its two is a place to die at. */
const PLACES = [1, 2].flatMap((put) => ['before', 'amid', 'after'].map((when) => ({ put, when })));
const MINIO_KILLS = Number(process.env['RELISH_MINIO_KILLS'] ?? 5);
const LONGEST_MS = 120;

describeWithOwnMinio('an archive that is cut off while it is written', () => {
  const pem = makeSigningKey();
  const signer = createSigner(pem, 'the test');
  let minio: OwnMinio;
  let bucket: string;
  let store: ObjectStore;
  beforeAll(async () => {
    minio = await startOwnMinio();
    bucket = await minio.makeBucket();
    const { endpoint, accessKey, secretKey } = minio;
    store = await openS3ObjectStore({ endpoint, accessKey, secretKey, bucket });
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await minio[Symbol.asyncDispose]();
  });

  const archiveUpTo = (upTo: number) =>
    archiveOnce({
      ...{ source: madeUpEntries(upTo), store, stream: STREAM, signer, trusted: signer.trusted },
      ...{ upTo, size: SEGMENT },
    });
  const check = (reach: number) => verifyArchive(store, STREAM, signer.trusted, () => undefined, { reach });
  const dieAt = async (upTo: number, { put, when }: { put: number; when: string }): Promise<unknown> => {
    const environment = { BUCKET: bucket, KEY: pem, UP_TO: String(upTo), DIE_AT: String(put), WHEN: when };
    const access = { ENDPOINT: minio.endpoint, ACCESS_KEY: minio.accessKey, SECRET_KEY: minio.secretKey };
    const child = spawn(process.execPath, ['--import', TYPESCRIPT, ARCHIVER], {
      env: { PATH: process.env['PATH'], ...environment, ...access },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await once(child, 'close');
    return child.signalCode;
  };
  const readBack = async (upTo: number): Promise<number> => {
    const archive = await openArchive(store, STREAM, signer.trusted);
    const source = madeUpEntries(upTo);
    let after = 0;
    for (;;) {
      const entries = await archive.read(after, SEGMENT.events);
      if (entries.length === 0) return after;
      expect(entries).toEqual(await source.read(after, entries.length));
      after = entries.at(-1)!.sequence;
    }
  };

  let upTo = 0;

  it('by the death of the archiver at each place between a segment and its manifest', async () => {
    let unsigned = 0;
    for (const place of PLACES) {
      const reach = upTo;
      upTo += SEGMENT.events;
      expect(await dieAt(upTo, place)).toBe('SIGKILL');
      const { problems } = await check(reach);
      // A segment without its manifest is named, and is nothing that anybody counts on: the chain ends before it.
      expect(problems.filter(({ kind }) => kind !== 'unsigned')).toEqual([]);
      unsigned += problems.length;
      await archiveUpTo(upTo);
      expect((await check(upTo)).problems).toEqual([]);
    }
    expect(await readBack(upTo)).toBe(upTo);
    tell(
      `archiver killed at ${PLACES.length} places: ${unsigned} times a segment without a manifest was named, ` +
        `${upTo} of ${upTo} events there after the next run, chain whole`,
    );
  });

  it(`by the death of MinIO, ${MINIO_KILLS} times`, async () => {
    let failed = 0;
    const before = upTo;
    for (let kill = 0; kill < MINIO_KILLS; kill++) {
      upTo += 2 * SEGMENT.events;
      const archiving = archiveUpTo(upTo).then(
        () => undefined,
        (error: unknown) => error,
      );
      await wait(Math.random() * LONGEST_MS);
      await minio.kill();
      const reach = upTo;
      await minio.start();
      if ((await archiving) !== undefined) failed += 1;
      const { problems } = await check(0);
      expect(problems.filter(({ kind }) => kind !== 'unsigned')).toEqual([]);
      await archiveUpTo(reach);
      expect((await check(reach)).problems).toEqual([]);
    }
    expect(await readBack(upTo)).toBe(upTo);
    tell(
      `MinIO killed ${MINIO_KILLS} times while ${upTo - before} events were archived: ${failed} runs failed and were ` +
        'repeated, nothing acknowledged was torn, chain whole',
    );
  });
});
