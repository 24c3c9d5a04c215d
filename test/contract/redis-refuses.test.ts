import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../../services/platform/config/config.ts';
import { becomesReady, connectRedis } from '../../services/platform/redis/connect.ts';
import { launch } from '../../services/relish/launch/launch.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { type OwnRedis, startOwnRedis } from '../engines/redis-server.ts';
import { relish } from './import-terminal.ts';

const PASSWORD = 'the-right-password';
const GUESS = 'another-password';
const WEAK = 'weak-password';

describeWithOwnRedis('a Redis that knows who may come in', () => {
  let redis: OwnRedis;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-refused-'));
    redis = await startOwnRedis({ durable: true, args: ['--requirepass', PASSWORD] });
    const client = connectRedis(urlWith(`:${PASSWORD}@`), 'set-up');
    await becomesReady(client);
    await client.call(
      'ACL',
      'SETUSER',
      'weak',
      'on',
      `>${WEAK}`,
      '-@all',
      '+hello',
      '+ping',
      '+info',
      '+client',
    );
    await client.call(
      'ACL',
      'SETUSER',
      'looks',
      'on',
      `>${WEAK}`,
      '-@all',
      '+hello',
      '+info',
      '+client',
      '+config|get',
    );
    client.disconnect();
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  const urlWith = (login: string): string => redis.url.replace('//', `//${login}`);
  const environmentWith = (login: string) => ({
    PORT: '0',
    RELISH_DATA: folder,
    RELISH_LOG_LEVEL: 'silent',
    REDIS_URL: urlWith(login),
  });

  // Waiting for a Redis that isn't there takes a minute.
  test.each([
    ['no password', '', /REDIS_URL.*NOAUTH/],
    ['a wrong password', `:${GUESS}@`, /REDIS_URL.*WRONGPASS/],
    ['a user that it has not', `nobody:${GUESS}@`, /REDIS_URL.*WRONGPASS/],
    ['a user that may look at nothing', `weak:${WEAK}@`, /user of REDIS_URL.*config\|get/],
  ])(
    'ends a start with %s at once, with the name of the variable and no password',
    async (_, login, told) => {
      const starting = launch(readConfig(environmentWith(login)));
      await expect(starting).rejects.toBeInstanceOf(ConfigError);
      await expect(starting).rejects.toThrow(told);
      for (const secret of [PASSWORD, GUESS, WEAK]) await expect(starting).rejects.not.toThrow(secret);
    },
    20_000,
  );

  test('says of a user that may not do what is needed what it refuses', async () => {
    const starting = launch(readConfig(environmentWith(`looks:${WEAK}@`)));
    await expect(starting).rejects.toMatchObject({ code: 'log-refused' });
    await expect(starting).rejects.toThrow(/REDIS_URL.*NOPERM/);
  });

  test('is told of by the command line without a trace', async () => {
    const environment = environmentWith(`:${GUESS}@`);
    const { code, err } = await relish(['restore', '--from', folder], { environment });
    expect([code, err]).toEqual([1, expect.stringMatching(/^✗ REDIS_URL.*WRONGPASS/)]);
  });
});
