import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { makeSecrets } from '../../infra/secrets/make-secrets.ts';
import { openRedisRevocations } from '../../services/platform/auth/redis-revocations.ts';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import type { StreamName } from '../../services/platform/event-log/redis/log-keys.ts';
import { openStoredStream } from '../../services/platform/event-log/redis/stored-stream.ts';
import { openRedisEventLog } from '../../services/platform/event-log/redis/redis-event-log.ts';
import { expectEmptyLog, RestoredLog } from '../../services/platform/event-log/redis/restored-log.ts';
import { createRedisRateLimits } from '../../services/platform/rate-limits/redis-rate-limits.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { createSigner } from '../../services/platform/signing/signer.ts';
import { createRedisChores } from '../../services/platform/chores/redis-chores.ts';
import { checkDurability } from '../../services/platform/redis/check-durability.ts';
import { becomesReady, connectRedis, type RedisClient } from '../../services/platform/redis/connect.ts';
import { createRedisEntries } from '../../services/platform/redis/redis-entries.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { anOrder } from '../builders/an-order.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { type OwnRedis, startOwnRedis } from '../engines/redis-server.ts';

const INFRA = fileURLToPath(new URL('../../infra/', import.meta.url));
const USERS = ['ordering', 'recommender'] as const;
type User = (typeof USERS)[number] | 'restore';
/** What is of the place, not of the rules. */
const PLACED = /^(port|dir|aclfile) .*$/gm;
const composed = z.object({ secrets: z.record(z.string(), z.unknown()) });

describeWithOwnRedis("Redis with the product's own configuration and users", () => {
  const folder = mkdtempSync(join(tmpdir(), 'relish-users-'));
  const secrets = join(folder, 'secrets');
  const clients = new Map<User, RedisClient>();
  let redis: OwnRedis;

  const urlOf = (user: User, { url }: OwnRedis = redis): string => {
    const { username, password } = new URL(readFileSync(join(secrets, `redis-url-${user}`), 'utf8'));
    return url.replace('//', `//${username}:${password}@`);
  };

  const startAsShipped = (): Promise<OwnRedis> => {
    const configuration = join(folder, 'redis.conf');
    writeFileSync(
      configuration,
      readFileSync(join(INFRA, 'redis/redis.conf'), 'utf8').replaceAll(PLACED, ''),
    );
    const acl = join(folder, 'users.acl');
    writeFileSync(acl, readFileSync(join(secrets, 'redis-users')));
    return startOwnRedis({ args: ['--include', configuration, '--aclfile', acl] });
  };

  beforeAll(async () => {
    makeSecrets(secrets);
    redis = await startAsShipped();
    for (const user of [...USERS, 'restore'] as const) {
      const client = connectRedis(urlOf(user), user);
      clients.set(user, client);
      await becomesReady(client);
    }
  });
  afterAll(async () => {
    for (const client of clients.values()) client.disconnect();
    await redis[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  const ask = (user: User, [command = '', ...values]: readonly string[]): Promise<unknown> =>
    clients.get(user)!.call(command, ...values);
  const logOf = (user: User, home: StreamName, reads: readonly StreamName[]): Promise<EventLog> =>
    openRedisEventLog({ connect: (name) => connectRedis(urlOf(user), name), home, reads });

  test('each service does its work on the log', async () => {
    await using stand = await logOf('ordering', 'stand', ['stand']);
    await using own = await logOf('recommender', 'recommender', ['stand', 'recommender']);
    await stand.append(anOrder('o-1').by('a-1').of('bcpcc-8').fulfilled().events);
    await own.append(anOrder('o-2').by('a-2').of('bcpcc-8').events);
    const { events } = await own.read(ORIGIN, 10);
    expect(events.map(({ type }) => type)).toEqual(['order.placed', 'order.fulfilled', 'order.placed']);
    expect((await stand.read(ORIGIN, 10)).events).toHaveLength(2);
  });

  test('who may restore writes both streams of a log that is empty, and takes back what it began', async () => {
    await using empty = await startAsShipped();
    const client = connectRedis(urlOf('restore', empty), 'restore');
    await becomesReady(client);
    const [placed, fulfilled] = anOrder('o-1').by('a-1').of('bcpcc-8').fulfilled().events;
    const entryOf = (sequence: number, stream: StreamName, event = placed!) => {
      return { sequence, stream, event, text: JSON.stringify(event) };
    };
    await expectEmptyLog(client);
    const begun = new RestoredLog({ client });
    await begun.begin();
    await begun.append([entryOf(1, 'stand')]);
    await begun.discard();
    const restored = new RestoredLog({ client });
    await restored.begin();
    await restored.append([entryOf(1, 'stand'), entryOf(3, 'recommender', fulfilled)]);
    await restored.finish();
    await expect(expectEmptyLog(client)).rejects.toMatchObject({ code: 'log-not-empty' });
    client.disconnect();
    await using log = await openRedisEventLog({
      connect: (name) => connectRedis(urlOf('ordering', empty), name),
      home: 'stand',
      reads: ['stand'],
    });
    expect((await log.read(ORIGIN, 10)).events).toEqual([placed]);
  });

  test.each(USERS)('%s finds that what is acknowledged is kept', async (user) => {
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    await checkDurability(clients.get(user)!, { durability: 'strict', warn });
    expect(warnings).toEqual([]);
  });

  test.each<[User, StreamName, readonly StreamName[]]>([
    ['ordering', 'recommender', ['stand']],
    ['recommender', 'stand', ['recommender']],
  ])("%s doesn't append to %s", async (user, home, reads) => {
    await using log = await logOf(user, home, reads);
    await expect(log.append(anOrder('o-3').by('a-3').of('x').events)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/NOPERM/) },
    });
  });

  const STAND = 'relish:{log}:stand';
  const OWN = 'relish:{log}:recommender';
  const HEAD = 'relish:{log}:head';
  const fill = (key: string) => ['EVAL', "return redis.call('SET', KEYS[1], '9')", '1', key];

  test.each<[User, readonly string[]]>([
    ['ordering', ['XRANGE', OWN, '-', '+']],
    ['ordering', ['XREAD', 'STREAMS', OWN, '0']],
    ['ordering', ['XREAD', 'STREAMS', STAND, OWN, '0', '0']],
    ['ordering', ['MGET', `${STAND}:last`, `${OWN}:last`]],
    ['ordering', ['XADD', OWN, '*', 'e', '{}']],
    ['ordering', ['DEL', STAND]],
    ['ordering', ['XDEL', STAND, '1-0']],
    ['ordering', ['GET', 'relish:{other}:stand:last']],
    ['recommender', ['XADD', STAND, '*', 'e', '{}']],
    ['recommender', ['XTRIM', STAND, 'MAXLEN', '0']],
    ['recommender', ['SET', `${STAND}:last`, '1']],
    ['recommender', ['HGETALL', `${STAND}:ids:0000`]],
    ['recommender', ['EVAL', "return redis.call('XADD', KEYS[1], '*', 'e', '{}')", '1', STAND]],
    ['recommender', ['XADD', 'relish:sign-outs', '*', 'jti', 'x']],
    ['recommender', ['SET', 'relish:limits:orders:x', '0']],
    ['recommender', ['DEL', OWN]],
    ...USERS.flatMap((user): [User, readonly string[]][] => [
      [user, ['SET', HEAD, '5']],
      [user, fill(HEAD)],
      [user, ['DEL', HEAD]],
    ]),
    ['restore', ['XRANGE', STAND, '-', '+']],
    ['restore', ['XREAD', 'STREAMS', OWN, '0']],
    ['restore', ['GET', `${STAND}:last`]],
    ['restore', ['HGETALL', `${STAND}:ids:0000`]],
    ['restore', ['XTRIM', STAND, 'MAXLEN', '0']],
    ['restore', ['HGETALL', 'relish:people']],
    ['restore', ['DEL', 'relish:people']],
    ['restore', ['DEL', 'relish:sign-outs']],
    ['restore', ['EVAL', "return redis.call('XRANGE', KEYS[1], '-', '+')", '1', STAND]],
    ...([...USERS, 'restore'] as const).flatMap((user): [User, readonly string[]][] => [
      [user, ['INCRBY', HEAD, '1000000']],
      [user, ['DECR', HEAD]],
      [user, ['SET', 'anything', '1']],
      [user, fill('anything')],
      [user, ['KEYS', '*']],
      [user, ['SCAN', '0']],
      [user, ['FLUSHALL']],
      [user, ['FLUSHDB']],
      [user, ['SWAPDB', '0', '1']],
      [user, ['CONFIG', 'SET', 'appendfsync', 'no']],
      [user, ['CONFIG', 'REWRITE']],
      [user, ['ACL', 'LIST']],
      [user, ['ACL', 'SETUSER', user, 'allcommands']],
      [user, ['CLIENT', 'KILL', 'TYPE', 'normal']],
      [user, ['CLIENT', 'LIST']],
      [user, ['DEBUG', 'SLEEP', '0']],
      [user, ['SHUTDOWN', 'NOSAVE']],
      [user, ['REPLICAOF', '127.0.0.1', '1']],
      [user, ['MODULE', 'LIST']],
      [user, ['SCRIPT', 'FLUSH']],
      [user, ['FUNCTION', 'LIST']],
      [user, ['MONITOR']],
      [user, ['SAVE']],
      [user, ['BGREWRITEAOF']],
      [user, ['PUBLISH', 'x', 'y']],
      [user, ['SUBSCRIBE', 'x']],
    ]),
  ])('%s may not %j', async (user, command) => {
    await expect(ask(user, command)).rejects.toThrow(/NOPERM|can't (access|run)|not allowed/);
  });

  test('nothing of all this was done', async () => {
    expect(await ask('ordering', ['MGET', `${STAND}:last`])).toEqual(['2']);
    expect(await ask('recommender', ['GET', `${OWN}:last`])).toBe('3');
  });

  test('sign-outs and limits are counted by ordering; the recommender sees who signed out', async () => {
    await ask('ordering', ['XADD', 'relish:sign-outs', '*', 'jti', 'j-1', 'exp', '1']);
    await ask('ordering', ['EXPIRE', 'relish:sign-outs', '60']);
    expect(await ask('recommender', ['XRANGE', 'relish:sign-outs', '-', '+'])).toHaveLength(1);
    expect(await ask('ordering', ['INCRBY', 'relish:limits:orders:x', '1'])).toBe(1);
    expect(await ask('ordering', ['PTTL', 'relish:limits:orders:x'])).toBe(-1);
  });

  test('what replicas share works under these rules, and people are seen by ordering alone', async () => {
    const [ordering, recommender] = USERS.map((user) => clients.get(user)!);
    const options = { logger: createLogger('silent'), now: () => Date.now() };
    await using signOuts = await openRedisRevocations({ client: ordering!, ...options });
    const gone = { jti: randomUUID(), exp: Math.floor(Date.now() / 1_000) + 60 };
    await signOuts.add(gone);
    await using seen = await openRedisRevocations({ client: recommender!, ...options });
    expect(seen.has(gone.jti)).toBe(true);
    const createRateLimits = createRedisRateLimits({ client: ordering!, secret: 's'.repeat(32) });
    await createRateLimits({ name: 'lists', perMinute: 1 }).consume('a');
    await expect(createRateLimits({ name: 'lists', perMinute: 1 }).consume('a')).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    const people = createRedisEntries(ordering!, 'relish:people');
    expect(await people.addIfAbsent('a-1', 'somebody')).toBe(true);
    expect([await people.count(), await people.all()]).toEqual([1, ['somebody']]);
    const forbidden = createRedisEntries(recommender!, 'relish:people');
    await expect(forbidden.all()).rejects.toMatchObject({ code: 'entries-away' });
  });

  test.each(USERS)("%s does its own chores, and not another's, which is told once", async (user) => {
    const done: string[] = [];
    const told: unknown[] = [];
    const options = {
      client: clients.get(user)!,
      logger: { error: (facts: unknown) => void told.push(facts) },
    };
    await using chores = createRedisChores(options);
    for (const name of ['ordering', 'recommender'])
      chores.start({ name: `${name}.test`, everyMs: 20, work: async () => void done.push(name) });
    while (done.length < 3 || told.length === 0) await setTimeout(5);
    expect(new Set(done)).toEqual(new Set([user]));
    const other = user === 'ordering' ? 'recommender.test' : 'ordering.test';
    const refusal = { message: expect.stringMatching(/NOPERM|permission/) };
    expect(told).toEqual([expect.objectContaining({ chore: other, err: expect.objectContaining(refusal) })]);
  });

  test.each(USERS)('%s has the stream that it archives, and forgets of no other', async (user) => {
    const [mine, other] =
      user === 'ordering' ? (['stand', 'recommender'] as const) : (['recommender', 'stand'] as const);
    const client = clients.get(user)!;
    const stream = openStoredStream(client, mine);
    expect((await stream.read(0, 10)).length).toBeGreaterThan(0);
    expect(await stream.trim((await stream.extent()).last)).toBeGreaterThan(0);
    await expect(openStoredStream(client, other).trim(1)).rejects.toThrow();
  });

  test('without a name nobody gets in; the health check may only say ping', async () => {
    const nameless = connectRedis(redis.url, 'nameless');
    await expect(becomesReady(nameless)).rejects.toThrow(/^REDIS_URL: .*NOAUTH/);
    nameless.disconnect();
    const health = connectRedis(redis.url.replace('//', '//health:none@'), 'health');
    await new Promise((resolve) => health.once('connect', resolve));
    await expect(health.info()).rejects.toThrow(/NOPERM|enableOfflineQueue/);
    health.disconnect();
  });

  test('every secret that compose mounts is made, for its owner alone, and stays when made again', () => {
    const { secrets: mounted } = composed.parse(
      parse(readFileSync(join(INFRA, 'compose.yaml'), 'utf8'), { merge: true }),
    );
    expect(readdirSync(secrets).sort()).toEqual([...Object.keys(mounted), 'trusted-keys.env'].sort());
    const [, trusted] = readFileSync(join(secrets, 'trusted-keys.env'), 'utf8').trim().split('=');
    expect(readConfig({ RELISH_TRUSTED_KEYS: trusted }).RELISH_TRUSTED_KEYS).toHaveLength(2);
    for (const user of USERS) {
      const signer = createSigner(readFileSync(join(secrets, `signing-key-${user}`), 'utf8'), user);
      expect(trusted).toContain([...signer.trusted.keys()].join());
    }
    expect(statSync(secrets).mode & 0o777).toBe(0o700);
    expect(makeSecrets(secrets)).toBe(false);
    const passwords = USERS.map((user) => new URL(urlOf(user)).password);
    for (const password of passwords)
      expect(readFileSync(join(secrets, 'redis-users'), 'utf8')).not.toContain(password);
  });
});
