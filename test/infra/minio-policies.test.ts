import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'minio';
import { AssumeRoleProvider } from 'minio/dist/esm/AssumeRoleProvider.mjs';
import { describeWithOwnMinio } from '../engines/describe-with-engines.ts';
import { type OwnMinio, startOwnMinio } from '../engines/minio-server.ts';

const BUCKET = 'relish';
const USERS = ['ordering', 'recommender'] as const;
type User = (typeof USERS)[number];
const policyOf = (user: User) =>
  readFileSync(new URL(`../../infra/minio/${user}.json`, import.meta.url), 'utf8');

type Act = 'read' | 'write' | 'remove' | 'list';

describeWithOwnMinio("MinIO with the product's own policies", () => {
  let minio: OwnMinio;
  const clients = new Map<User | 'root', Client>();

  beforeAll(async () => {
    minio = await startOwnMinio();
    const { endpoint, accessKey, secretKey } = minio;
    const port = Number(new URL(endpoint).port);
    const where = { endPoint: '127.0.0.1', port, useSSL: false, region: 'us-east-1' };
    const root = new Client({ ...where, accessKey, secretKey });
    clients.set('root', root);
    await root.makeBucket(BUCKET);
    for (const user of USERS) {
      // A session of root's that may do what the policy says and nothing else: as a user with that policy.
      const options = { stsEndpoint: endpoint, accessKey, secretKey, policy: policyOf(user) };
      const credentials = await new AssumeRoleProvider(options).getCredentials();
      const { accessKey: key, secretKey: secret, sessionToken } = credentials.get();
      clients.set(
        user,
        new Client({ ...where, accessKey: key, secretKey: secret, sessionToken: sessionToken ?? '' }),
      );
    }
  });
  afterAll(async () => {
    await minio[Symbol.asyncDispose]();
  });

  const may = async (user: User, act: Act, name: string): Promise<boolean> => {
    const client = clients.get(user)!;
    const acts: Record<Act, () => Promise<unknown>> = {
      read: () => client.getObject(BUCKET, name),
      write: () => client.putObject(BUCKET, name, 'something'),
      remove: () => client.removeObject(BUCKET, name),
      list: () => client.listObjectsV2(BUCKET, name, true).toArray(),
    };
    try {
      await acts[act]();
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'AccessDenied' });
      return false;
    }
  };

  test.each(USERS)('%s finds the bucket', async (user) => {
    expect(await clients.get(user)!.bucketExists(BUCKET)).toBe(true);
  });

  test.each<[User, string, readonly Act[]]>([
    ['ordering', 'log/stand/', ['list', 'read', 'write']],
    ['ordering', 'log/recommender/', []],
    ['ordering', 'snapshots/', []],
    ['ordering', 'policies/', []],
    ['ordering', 'models/', []],
    ['ordering', 'other/', []],
    ['recommender', 'log/stand/', ['list', 'read']],
    ['recommender', 'log/recommender/', ['list', 'read', 'write']],
    ['recommender', 'models/', ['list', 'read', 'write']],
    ['recommender', 'snapshots/', ['list', 'read', 'remove', 'write']],
    ['recommender', 'policies/', ['list', 'read', 'remove', 'write']],
    ['recommender', 'incidents/', ['list', 'read', 'remove', 'write']],
    ['recommender', 'other/', []],
  ])('%s may with %s exactly %j', async (user, prefix, allowed) => {
    const name = `${prefix}a.json`;
    await clients.get('root')!.putObject(BUCKET, name, 'there');
    const found: Act[] = [];
    for (const act of ['list', 'read', 'write', 'remove'] as const)
      if (await may(user, act, act === 'list' ? prefix : name)) found.push(act);
    expect(found.sort()).toEqual(allowed);
  });

  test('the recommender may remove the bytes of a model, not what was signed of them', async () => {
    await clients.get('root')!.putObject(BUCKET, 'models/ease/a.bin', 'there');
    expect(await may('recommender', 'remove', 'models/ease/a.bin')).toBe(true);
    expect(await may('recommender', 'remove', 'models/ease/a.json')).toBe(false);
  });

  test.each(USERS)('%s sees no list of everything, and makes no bucket', async (user) => {
    expect(await may(user, 'list', '')).toBe(false);
    expect(await may(user, 'list', 'log/')).toBe(false);
    await expect(clients.get(user)!.makeBucket('another')).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(clients.get(user)!.removeBucket(BUCKET)).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});
