import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { describeWithOwnMinio, describeWithOwnRedis } from './describe-with-engines.ts';
import { type OwnMinio, startOwnMinio, whyNoMinio } from './minio-server.ts';
import { addressOf, type OwnRedis, startOwnRedis, whyNoRedis } from './redis-server.ts';

const isRunning = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

const ask = async <T>({ url }: OwnRedis, question: (client: Redis) => Promise<T>): Promise<T> => {
  const client = new Redis(url, {
    commandTimeout: 1_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
};

describeWithOwnRedis('a Redis of its own', () => {
  let redis: OwnRedis;
  beforeAll(async () => {
    redis = await startOwnRedis({ durable: true, args: ['--maxmemory', '64mb'] });
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  it('has what was written when it is killed and started again, at the same address', async () => {
    await ask(redis, (client) => client.set('greeting', 'hello'));
    const killed = redis.pid;
    await redis.kill();
    expect([redis.pid, isRunning(killed)]).toEqual([undefined, false]);
    await redis.start();
    expect(await ask(redis, (client) => client.get('greeting'))).toBe('hello');
    expect(await ask(redis, (client) => client.config('GET', 'maxmemory'))).toEqual([
      'maxmemory',
      '67108864',
    ]);
  });

  it('answers nobody while it is paused', async () => {
    await redis.pause();
    await expect(ask(redis, (client) => client.ping())).rejects.toThrow();
    redis.resume();
    expect(await ask(redis, (client) => client.ping())).toBe('PONG');
  });

  it('leaves no process and no folder behind', async () => {
    const other = await startOwnRedis();
    const { pid, folder } = other;
    await other.pause();
    await other[Symbol.asyncDispose]();
    expect([isRunning(pid), existsSync(folder)]).toEqual([false, false]);
  });

  it('says why it does not start', async () => {
    await expect(startOwnRedis({ args: ['--no-such-option', '1'] })).rejects.toThrow(/no-such-option/);
  });

  it('ends with the process that started it, also by SIGKILL', async () => {
    const starter = spawn(
      process.execPath,
      ['--import', 'tsx/esm', fileURLToPath(new URL('start-and-wait.ts', import.meta.url))],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const told: readonly unknown[] = await once(starter.stdout, 'data');
    const [url = '', folder = ''] = String(told[0]).trim().split(' ');
    const other = { url, [Symbol.asyncDispose]: async () => {} };
    expect(await addressOf(other)).toMatchObject({ host: '127.0.0.1' });
    starter.kill('SIGKILL');
    while (existsSync(folder)) await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(addressOf(other)).rejects.toThrow('no Redis');
  });
});

describeWithOwnMinio('a MinIO of its own', () => {
  let minio: OwnMinio;
  beforeAll(async () => {
    minio = await startOwnMinio();
  });
  afterAll(() => minio[Symbol.asyncDispose]());

  it('has its buckets when it is killed and started again, at the same address', async () => {
    const bucket = await minio.makeBucket();
    await minio.kill();
    await minio.start();
    await minio.removeBucket(bucket);
    await expect(minio.removeBucket(bucket)).rejects.toThrow();
  });
});

describe('where an engine is missing', () => {
  const before = { ...process.env };
  afterEach(() => {
    Object.assign(process.env, before);
    delete process.env['REDIS_URL'];
  });

  it('says what there is to do, unless an address of one is given and will do', () => {
    delete process.env['REDIS_URL'];
    process.env['PATH'] = '/nowhere';
    process.env['XDG_CACHE_HOME'] = '/nowhere';
    expect(whyNoMinio('own')).toMatch(/install-engines/);
    expect(whyNoRedis('any')).toMatch(/install it/);
    process.env['REDIS_URL'] = 'redis://127.0.0.1:1';
    expect([whyNoRedis('any'), whyNoRedis('own')]).toEqual([undefined, expect.stringMatching(/install it/)]);
  });
});
