import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { archiveAndTrim } from '../../services/platform/archive/archive-and-trim.ts';
import { createArchivedStreams } from '../../services/platform/archive/archived-streams.ts';
import { verifyArchive } from '../../services/platform/archive/verify-archive.ts';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import type { StreamName } from '../../services/platform/event-log/redis/log-keys.ts';
import { openRedisEventLog } from '../../services/platform/event-log/redis/redis-event-log.ts';
import { openStoredStream } from '../../services/platform/event-log/redis/stored-stream.ts';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../services/platform/object-store/s3-object-store.ts';
import { becomesReady, connectRedis, type RedisClient } from '../../services/platform/redis/connect.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { describeWithMinio, describeWithRedis } from '../engines/describe-with-engines.ts';
import { type RunningMinio, startMinio } from '../engines/minio-server.ts';
import { type RunningRedis, startRedis } from '../engines/redis-server.ts';
import { readAll, someEvents, type Read } from './event-log/log-events.ts';

const SEGMENT = { events: 20, bytes: 1_000_000 };
const signer = createSigner(makeSigningKey(), 'this test');

describeWithRedis('Redis', () =>
  describeWithMinio('and MinIO', () => {
    let [redis, minio]: [RunningRedis?, RunningMinio?] = [];
    let client: RedisClient;
    let store: ObjectStore;
    let bucket: string;
    beforeAll(async () => {
      redis = await startRedis();
      minio = await startMinio();
      bucket = await minio.makeBucket();
      store = await openS3ObjectStore({ ...minio, bucket });
      client = connectRedis(redis.url, 'archive');
      await becomesReady(client);
    });
    afterAll(async () => {
      client.disconnect();
      await store[Symbol.asyncDispose]();
      await minio?.removeBucket(bucket);
      await minio?.[Symbol.asyncDispose]();
      await redis?.[Symbol.asyncDispose]();
    });

    let log: string;
    let recommender: EventLog;
    let before: readonly Read[];
    const opened: EventLog[] = [];
    const open = async (home: StreamName, reads: readonly StreamName[]) => {
      const connect = (name: string) => connectRedis(redis?.url ?? '', name);
      const archive = createArchivedStreams(store, signer.trusted);
      const opening = await openRedisEventLog({ connect, log, home, reads, archive });
      opened.push(opening);
      return opening;
    };
    const moveToArchive = (name: StreamName, keep: number) =>
      archiveAndTrim({
        ...{ stream: openStoredStream(client, name, log), store, signer, trusted: signer.trusted },
        ...{ keep, size: SEGMENT },
      });

    beforeEach(async () => {
      log = randomUUID();
      for (const { name } of await store.list('log/')) await store.remove(name);
      const stand = await open('stand', ['stand']);
      recommender = await open('recommender', ['stand', 'recommender']);
      for (let turn = 0; turn < 50; turn++) {
        await stand.append(someEvents(`s${turn}`, 2));
        await recommender.append(someEvents(`r${turn}`, 1, '/recommender'));
      }
      before = await readAll(recommender);
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((each) => each[Symbol.asyncDispose]()));
    });

    test('old events move to the archive, and everybody reads the same log as before', async () => {
      expect(await moveToArchive('stand', 30)).toEqual({ archived: 100, trimmed: 80 });
      expect(await moveToArchive('recommender', 0)).toEqual({ archived: 40, trimmed: 40 });
      expect(await client.xlen(`relish:{${log}}:stand`)).toBe(20);
      for (const limit of [1, 13, 1_000]) expect(await readAll(recommender, limit)).toEqual(before);
      expect(await readAll(await open('recommender', ['stand', 'recommender']))).toEqual(before);
      const ofStand = before.filter(({ event }) => event.id.startsWith('s'));
      expect(await readAll(await open('stand', ['stand']))).toEqual(ofStand);
      expect(await moveToArchive('stand', 30)).toEqual({ archived: 0, trimmed: 0 });
      const { problems, events } = await verifyArchive(store, 'stand', signer.trusted);
      expect({ problems, events }).toEqual({ problems: [], events: 100 });
    });

    test('two that move at once do together what one does', async () => {
      const done = await Promise.all([moveToArchive('stand', 0), moveToArchive('stand', 0)]);
      expect(done.reduce((sum, { trimmed }) => sum + trimmed, 0)).toBe(100);
      expect(await readAll(recommender)).toEqual(before);
      expect((await verifyArchive(store, 'stand', signer.trusted)).problems).toEqual([]);
    });

    test('what the archive has lost or changed is not forgotten', async () => {
      await moveToArchive('stand', 1_000);
      expect(await client.xlen(`relish:{${log}}:stand`)).toBe(100);
      const [, second] = (await store.list('log/stand/')).filter(({ name }) => name.endsWith('.gz'));
      const bytes = await store.get(second!.name);
      await store.remove(second!.name);
      await expect(moveToArchive('stand', 0)).rejects.toMatchObject({ code: 'archive-damaged' });
      await store.putIfAbsent(
        second!.name,
        bytes!.map((byte, index) => (index === 30 ? byte ^ 1 : byte)),
      );
      await expect(moveToArchive('stand', 0)).rejects.toMatchObject({ code: 'archive-damaged' });
      expect(await client.xlen(`relish:{${log}}:stand`)).toBe(100);
      expect(await readAll(recommender)).toEqual(before);
    });
  }),
);
