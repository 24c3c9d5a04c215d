import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Answer, getRecommendations, reproduceAnswer } from '../../services/contracts/http/answers.ts';
import { EVENT_BATCH, postEvents } from '../../services/contracts/http/ingest.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { openLogCopy } from '../../services/platform/event-log/open-log-copy.ts';
import { defaultFlags } from '../../services/platform/flags/default-flags.ts';
import { defaultPolicy } from '../../services/recommender/integrity/policy.ts';
import { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { launch, type Relish } from '../../services/relish/launch/launch.ts';
import { anOrder } from '../builders/an-order.ts';
import { relish as runRelish } from './import-terminal.ts';

jest.setTimeout(120_000);

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'relish-backup-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const start = (data: string): Promise<Relish> =>
  launch(readConfig({ PORT: '0', RELISH_DATA: data, RELISH_LOG_LEVEL: 'silent' }));

interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const call = async (relish: Relish, path: string, init: Request = {}): Promise<unknown> => {
  const headers = { authorization: `Bearer ${relish.data.tokens.admin.secret}`, ...init.headers };
  const response = await fetch(`${relish.url}${path}`, { ...init, headers });
  expect([path, response.ok]).toEqual([path, true]);
  return response.json();
};
const statusOf = async (relish: Relish, position?: string) =>
  getStatus.reply.parse(await call(relish, `/v1/status${position ? `?minPosition=${position}` : ''}`));
const ingest = async (relish: Relish, orders: readonly string[]) => {
  const events = orders.flatMap((id) => anOrder(id).by(`a-${id}`).of('bcpcc-8').fulfilled().events);
  const init = { method: 'POST', headers: { 'content-type': EVENT_BATCH }, body: JSON.stringify(events) };
  return postEvents.reply.parse(await call(relish, '/v1/events', init));
};
const ask = async (relish: Relish, accountId: string): Promise<Answer> =>
  getRecommendations.reply.parse(await call(relish, `/v1/recommendations?accountId=${accountId}`));
const expectReproduced = async (relish: Relish, past: Answer): Promise<void> => {
  const path = `/v1/recommendations/${past.requestId}/reproduce`;
  const { identical, ...again } = reproduceAnswer.reply.parse(await call(relish, path, { method: 'POST' }));
  expect(again).toEqual(past);
  expect(identical).toBe(true);
};

/** The digest of the fold of a data folder's log, up to a position. */
const digestUpTo = async (data: string, position: string): Promise<string> => {
  await using log = await openLogCopy(join(data, 'log'));
  const state = new RecommenderState(defaultPolicy, defaultFlags);
  const { events, positionOf, last } = await log.read(ORIGIN, Number(position));
  expect(last).toBe(position);
  state.apply(events, positionOf, last);
  return state.digest();
};

const keyIn = (out: string): string => /ed25519:[0-9a-f]{64}/.exec(out)?.[0] ?? 'no key';
const positionIn = (out: string): string => /position (\d{16})/.exec(out)?.[1] ?? 'no position';
const on = (data: string) => ({ environment: { RELISH_DATA: data } });

describe('a shop that is backed up while it is open', () => {
  test('comes back in an empty folder with the same lists, digest, positions and past answers', async () => {
    const [data, to, secrets] = [join(root, 'shop'), join(root, 'backup'), join(root, 'secrets.json')];
    await using shop = await start(data);
    await ingest(shop, ['before']);
    const asked = await ask(shop, 'e-01');
    const over = new AbortController();
    const busy = (async () => {
      for (let lunch = 0; !over.signal.aborted; lunch++) await ingest(shop, [`during-${lunch}`]);
    })();
    const first = await runRelish(['backup', '--to', to], on(data));
    over.abort();
    await busy;
    expect(first).toMatchObject({ code: 0, err: '' });
    const { position } = await ingest(shop, ['after']);
    const last = await statusOf(shop, position);
    const answer = await ask(shop, 'e-02');
    const second = await runRelish(['backup', '--to', to, '--secrets', secrets], on(data));
    expect(second.code).toBe(0);
    expect(positionIn(second.out) > positionIn(first.out)).toBe(true);

    const verified = await runRelish(['verify', '--archive', '--from', to], on(data));
    expect(verified).toMatchObject({
      code: 0,
      out: expect.stringContaining('✓ All of it is as it was signed.'),
    });

    const key = keyIn(second.out);
    const during = join(root, 'during');
    const at = positionIn(first.out);
    const early = await runRelish(['restore', '--from', to, '--at', at, '--key', key], on(during));
    expect(early).toMatchObject({ code: 0, err: '' });
    expect(await digestUpTo(during, at)).toBe(await digestUpTo(data, at));
    {
      await using restored = await start(during);
      expect(restored.seeded).toBe(0);
      await expectReproduced(restored, asked);
      expect(restored.data.tokens.admin.secret).not.toBe(shop.data.tokens.admin.secret);
    }

    const whole = join(root, 'whole');
    const late = await runRelish(['restore', '--from', to, '--key', key, '--secrets', secrets], on(whole));
    expect(late).toMatchObject({ code: 0, err: '' });
    await using restored = await start(whole);
    expect((await statusOf(restored, positionIn(late.out))).digest).toBe(last.digest);
    await expectReproduced(restored, asked);
    await expectReproduced(restored, answer);
    expect(restored.data.tokens).toMatchObject({ admin: { secret: shop.data.tokens.admin.secret } });
    for (const name of ['signing-key', 'origin-secret', 'admin-token']) {
      expect(await readFile(join(whole, name), 'utf8')).toBe(await readFile(join(data, name), 'utf8'));
      expect((await stat(join(whole, name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(secrets)).mode & 0o777).toBe(0o600);
    const again = await runRelish(['backup', '--to', to], on(whole));
    expect(again).toMatchObject({ code: 0, err: '' });
  });
});

describe('a backup', () => {
  let [data, backup, key] = ['', '', ''];
  beforeAll(async () => {
    data = join(root, 'small');
    backup = join(root, 'small-backup');
    await using shop = await start(data);
    await ingest(shop, ['one', 'two']);
    key = keyIn((await runRelish(['backup', '--to', backup], on(data))).out);
  });

  const copyOf = async (name: string): Promise<string> => {
    const copy = join(root, name);
    await cp(backup, copy, { recursive: true });
    return copy;
  };
  const objectsOf = async (folder: string) =>
    (await readdir(join(folder, 'backups'))).map((name) => join(folder, 'backups', name));
  const emptyFolder = async (name: string): Promise<string> => {
    const folder = join(root, name);
    await mkdir(folder);
    return folder;
  };

  test('that was changed is named, and nothing of it restored', async () => {
    const changed = await copyOf('changed');
    const rest = (await objectsOf(changed)).find((name) => name.endsWith('.gz')) ?? '';
    const bytes = await readFile(rest);
    bytes[bytes.length >> 1]! ^= 4;
    await writeFile(rest, bytes);
    const verified = await runRelish(['verify', '--archive', '--from', changed], on(data));
    expect(verified.code).toBe(1);
    expect(verified.out).toMatch(/changed +backups\/\d{16}\.ndjson\.gz/);
    const folder = await emptyFolder('from-changed');
    const restored = await runRelish(['restore', '--from', changed, '--key', key], on(folder));
    expect(restored).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Nothing was restored'),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('lacks what was taken from it, and has what was put there', async () => {
    const robbed = await copyOf('robbed');
    const [manifest = '', rest = ''] = await objectsOf(robbed);
    await rm(rest);
    await writeFile(`${rest}.txt`, 'hello');
    const { code, out } = await runRelish(['verify', '--archive', '--from', robbed], on(data));
    expect(code).toBe(1);
    expect(out).toMatch(/missing +backups\/\d{16}\.ndjson\.gz/);
    expect(out).toMatch(/stray +backups\/\d{16}\.ndjson\.gz\.txt/);
    await rm(manifest);
    await rm(`${rest}.txt`);
    const empty = await runRelish(['verify', '--archive', '--from', robbed], on(data));
    expect(empty).toMatchObject({ code: 1, err: expect.stringContaining('Nothing is archived') });
  });

  test('is believed only by those who know the key', async () => {
    const folder = await emptyFolder('stranger');
    const unknown = await runRelish(['restore', '--from', backup], on(folder));
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('Whose signature counts?') });
    const wrong = await runRelish(
      ['restore', '--from', backup, '--key', `ed25519:${'0'.repeat(64)}`],
      on(folder),
    );
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('untrusted') });
    expect(await readdir(folder)).toEqual([]);
    const trusting = { environment: { RELISH_DATA: folder, RELISH_TRUSTED_KEYS: key } };
    expect(await runRelish(['restore', '--from', backup], trusting)).toMatchObject({ code: 0 });
  });

  test('goes into an empty folder only, and takes no notice of an unfinished restore', async () => {
    const words = ['restore', '--from', backup, '--key', key];
    const full = await emptyFolder('full');
    await writeFile(join(full, 'origin-secret'), 'mine');
    const refused = await runRelish(words, on(full));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
    expect(await readdir(full)).toEqual(['origin-secret']);
    const unfinished = await emptyFolder('unfinished');
    await cp(join(data, 'log'), join(unfinished, 'log-restoring'), { recursive: true });
    expect(await runRelish(words, on(unfinished))).toMatchObject({ code: 0 });
    expect(await readdir(unfinished)).toEqual(['log']);
    const stopped = await emptyFolder('stopped');
    const halted = await runRelish(words, { ...on(stopped), stop: AbortSignal.abort() });
    expect(halted.code).toBe(1);
    expect(await readdir(stopped)).toEqual([]);
  });

  test('of another shop does not go into the same place', async () => {
    const other = join(root, 'other-shop');
    {
      await using shop = await start(other);
      await ingest(shop, ['three']);
    }
    const shared = await copyOf('shared');
    const before = await objectsOf(shared);
    const unknown = await runRelish(['backup', '--to', shared], on(other));
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('nobody here trusts') });
    const known = await runRelish(['backup', '--to', shared, '--key', key], on(other));
    expect(known).toMatchObject({ code: 1, err: expect.stringContaining('Choose an empty place') });
    expect(await objectsOf(shared)).toEqual(before);
  });

  test('and its options have to make sense', async () => {
    const environment = { RELISH_DATA: data };
    for (const words of [
      ['backup'],
      ['verify', '--from', backup],
      ['verify', '--archive', '--seed', '1'],
      ['restore', '--form', backup],
    ]) {
      expect(await runRelish(words, { environment })).toMatchObject({ code: 2 });
    }
    for (const words of [
      ['backup', '--to', join(data, 'admin-token')],
      ['backup', '--to', join(root, 'b'), '--secrets', join(data, 'admin-token')],
      ['verify', '--archive', '--from', join(root, 'nowhere')],
      ['verify', '--archive', '--from', backup, '--reach', '12'],
      ['verify', '--archive', '--from', backup, '--key', 'mine'],
      ['restore', '--from', backup, '--at', '0000000000000001', '--key', key],
    ]) {
      expect([words, await runRelish(words, { environment })]).toMatchObject([words, { code: 1 }]);
    }
    expect(await readFile(join(data, 'admin-token'), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });
});
