import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { connect, createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openS3ObjectStore } from '../../services/platform/object-store/s3-object-store.ts';
import { describeWithMinio, describeWithOwnMinio } from '../engines/describe-with-engines.ts';
import { freePort, ON_THIS_MACHINE } from '../engines/free-port.ts';
import { type OwnMinio, type RunningMinio, startMinio, startOwnMinio } from '../engines/minio-server.ts';
import { describeObjectStore } from './object-store-contract.ts';

const IDLE_MS = 300;
const bytes = new Uint8Array([1, 2, 3]);

describeWithOwnMinio('a MinIO that comes and goes', () => {
  describeObjectStore('MinIO', async () => {
    const minio = await startOwnMinio();
    const store = await openS3ObjectStore({ ...minio, bucket: await minio.makeBucket() });
    return {
      store,
      goAway: () => minio.kill(),
      comeBack: async () => {
        if (minio.pid === undefined) await minio.start();
      },
      dispose: async () => {
        await store[Symbol.asyncDispose]();
        await minio[Symbol.asyncDispose]();
      },
    };
  });

  describe('killed while it is written to', () => {
    let minio: OwnMinio;
    beforeAll(async () => {
      minio = await startOwnMinio();
    });
    afterAll(() => minio[Symbol.asyncDispose]());

    it('has all that it acknowledged, and nothing in part', async () => {
      await using store = await openS3ObjectStore({ ...minio, bucket: await minio.makeBucket() });
      const size = 100_000;
      const acknowledged = new Set<string>();
      const write = async (writer: number): Promise<void> => {
        for (let turn = 0; ; turn++) {
          const name = `killed/${writer}/${turn}`;
          await store.putIfAbsent(name, new Uint8Array(size).fill(turn % 256));
          acknowledged.add(name);
        }
      };
      const writers = Array.from({ length: 8 }, (_, writer) => write(writer));
      while (acknowledged.size < 40) await new Promise((resolve) => setTimeout(resolve, 5));
      await minio.kill();
      for (const writer of writers) await expect(writer).rejects.toMatchObject({ code: 'objects-away' });
      await minio.start();
      const there = await store.list('killed/');
      expect(there.map(({ name }) => name)).toEqual(expect.arrayContaining([...acknowledged]));
      for (const { name } of there) {
        const turn = Number(name.split('/')[2]);
        // Not by toEqual, which looks at each byte by itself for ever.
        expect(Buffer.alloc(size, turn % 256).equals((await store.get(name))!)).toBe(true);
      }
    });

    it('is away, too, when it is there and does not answer', async () => {
      const bucket = await minio.makeBucket();
      await using store = await openS3ObjectStore({ ...minio, bucket, idleMs: IDLE_MS });
      await store.putIfAbsent('a', bytes);
      await minio.pause();
      await expect(store.get('a')).rejects.toMatchObject({ status: 503, code: 'objects-away' });
      await expect(openS3ObjectStore({ ...minio, bucket, idleMs: IDLE_MS })).rejects.toMatchObject({
        code: 'objects-away',
      });
      minio.resume();
      expect(await store.get('a')).toEqual(Buffer.from(bytes));
    });
  });
});

describeWithMinio('an S3 with conditions', () => {
  let minio: RunningMinio;
  let bucket: string;
  beforeAll(async () => {
    minio = await startMinio();
    bucket = await minio.makeBucket();
  });
  afterAll(async () => {
    await minio.removeBucket(bucket);
    await minio[Symbol.asyncDispose]();
  });

  it('makes no bucket: one that is missing is said at the start', async () => {
    const opening = openS3ObjectStore({ ...minio, bucket: 'relish-nobody-made-this' });
    await expect(opening).rejects.toMatchObject({ code: 'bucket-missing' });
    await expect(opening).rejects.toThrow(/relish-nobody-made-this at http.*S3_BUCKET/);
  });

  it('refuses wrong keys at the start, without telling them', async () => {
    const opening = openS3ObjectStore({ ...minio, bucket, secretKey: 'not-the-secret' });
    await expect(opening).rejects.toMatchObject({ status: 503, code: 'objects-refused' });
    await expect(opening).rejects.not.toThrow(/not-the-secret/);
  });

  it('knows its own put when only the answer was lost', async () => {
    const { hostname, port } = new URL(minio.endpoint);
    let isCut = false;
    const proxy = createTcpServer((client) => {
      const server = connect(Number(port), hostname);
      let isPut = false;
      client.on('data', (data) => {
        isPut ||= data.toString('latin1').startsWith('PUT ');
        server.write(data);
      });
      server.on('data', (data) => {
        if (isPut && !isCut) {
          isCut = true;
          client.destroy();
        } else client.write(data);
      });
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const)
        one.on('error', () => undefined).on('close', () => other.destroy());
    });
    const proxyPort = await freePort();
    proxy.listen(proxyPort, ON_THIS_MACHINE);
    await once(proxy, 'listening');
    try {
      await using store = await openS3ObjectStore({
        ...minio,
        bucket,
        endpoint: `http://${ON_THIS_MACHINE}:${proxyPort}`,
      });
      expect(await store.putIfAbsent('lost/answer', bytes)).toBe('stored');
      expect(isCut).toBe(true);
      expect(await store.putIfAbsent('lost/answer', bytes)).toBe('exists');
    } finally {
      proxy.close();
    }
  });
});

describe('an S3 without conditions', () => {
  let server: Server;
  let endpoint: string;
  const takeAnything: RequestListener = (request, response) =>
    void request.resume().once('end', () => response.end());
  beforeAll(async () => {
    const port = await freePort();
    server = createServer(takeAnything).listen(port, ON_THIS_MACHINE);
    endpoint = `http://${ON_THIS_MACHINE}:${port}`;
    await once(server, 'listening');
  });
  afterAll(() => void server.close());

  it('is found out by the first put: it would overwrite', async () => {
    const access = { endpoint, accessKey: 'relish', secretKey: 'relish-secret', bucket: 'relish' };
    await using store = await openS3ObjectStore(access);
    await expect(store.putIfAbsent('a', bytes)).rejects.toMatchObject({ code: 'objects-overwritten' });
  });
});
