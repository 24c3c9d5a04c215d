import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ArchivedEntry } from '../../services/platform/archive/archived-entry.ts';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../services/platform/object-store/s3-object-store.ts';
import type { Signer } from '../../services/platform/signing/signer.ts';
import { archive, aSigner } from '../builders/an-archive.ts';
import { describeWithMinio } from '../engines/describe-with-engines.ts';
import { type RunningMinio, startMinio } from '../engines/minio-server.ts';
import { relish } from './import-terminal.ts';

const SIZE = { events: 10, bytes: 1_000_000 };
const ITEMS = ['tea', 'bcpcc-8', "o'brien"];

/** Orders of one to three items by five accounts, and every tenth event of a type that nobody knows. */
const entryAt = (sequence: number): ArchivedEntry => ({
  sequence,
  text: JSON.stringify({
    specversion: '1.0',
    id: `e-${sequence}`,
    source: '/stands/hq',
    time: new Date(Date.UTC(2026, 10, 20, 12, 0, sequence)).toISOString(),
    ...(sequence % 10 === 0
      ? { type: 'drone.landed', data: { speed: 3.5 } }
      : {
          type: 'order.placed',
          data: {
            orderId: `o-${sequence}`,
            accountId: `a-${sequence % 5}`,
            lines: ITEMS.slice(0, 1 + (sequence % 3)).map((itemId) => ({
              itemId,
              quantity: 2,
              unitPrice: 850,
            })),
          },
        }),
  }),
});
const entries = (count: number): readonly ArchivedEntry[] =>
  Array.from({ length: count }, (_, index) => entryAt(index + 1));

const jsonLines = (out: string): unknown[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));

describe('an archive in the data folder', () => {
  let folder: string;
  let store: ObjectStore;
  let signer: Signer;
  let environment: NodeJS.ProcessEnv;
  const grow = (count: number, stream = 'stand') =>
    archive({ entries: entries(count), size: SIZE, store, signer, stream });
  const ask = (...words: readonly string[]) => relish(['query', ...words], { environment });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-query-'));
    store = await openFileObjectStore({ folder: join(folder, 'objects') });
    signer = aSigner();
    environment = { RELISH_DATA: folder, RELISH_TRUSTED_KEYS: signer.keyId };
  });
  afterEach(() => rm(folder, { recursive: true }));

  describe('relish export', () => {
    it('writes a file a segment, once, that any DuckDB reads', async () => {
      await grow(25);
      const to = join(folder, "analyst's");
      const exporting = () => relish(['export', '--to', to], { environment });
      expect(await exporting()).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^2 files.*2 of them new/),
      });
      const first = await readFile(join(to, 'stand', '0000000000000001-0000000000000010.parquet'));
      await grow(35);
      expect(await exporting()).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^3 files.*1 of them new/),
      });
      expect((await readdir(join(to, 'stand'))).sort()).toEqual([
        '0000000000000001-0000000000000010.parquet',
        '0000000000000011-0000000000000020.parquet',
        '0000000000000021-0000000000000030.parquet',
      ]);
      expect(first).toEqual(await readFile(join(to, 'stand', '0000000000000001-0000000000000010.parquet')));
      const duck = await (await DuckDBInstance.create()).connect();
      const path = `${to.replaceAll("'", "''")}/*/*.parquet`;
      const rows = await duck.runAndReadAll(`select min(position) a, max(id) b from read_parquet('${path}')`);
      expect(rows.getRowObjectsJS()).toEqual([{ a: '0000000000000001', b: 'e-9' }]);
      const packed = await duck.runAndReadAll(`select distinct compression from parquet_metadata('${path}')`);
      expect(packed.getRowObjectsJS()).toEqual([{ compression: 'ZSTD' }]);
      duck.closeSync();
    });

    it('stops at what is not as it was signed, and writes nothing of it', async () => {
      await grow(20);
      const name = 'log/stand/0000000000000011-0000000000000020.ndjson.gz';
      const [one, two] = [await store.get(name.replaceAll('11-', '01-').replace('20.', '10.')), name];
      await store.remove(two);
      await store.putIfAbsent(two, one ?? new Uint8Array());
      const to = join(folder, 'out');
      const { code, err } = await relish(['export', '--to', to], { environment });
      expect([code, err]).toEqual([1, expect.stringContaining(name)]);
      expect(await readdir(join(to, 'stand'))).toEqual(['0000000000000001-0000000000000010.parquet']);
    });

    it('reads nothing that a stranger signed', async () => {
      await grow(10);
      const stranger = { ...environment, RELISH_TRUSTED_KEYS: aSigner().keyId };
      const { code, err } = await relish(['export', '--to', join(folder, 'out')], { environment: stranger });
      expect([code, err]).toEqual([1, expect.stringMatching(/key/)]);
    });

    it.each([
      [[], 2, /--to FOLDER/],
      [['--to', 'x', '--stream', 'stans'], 1, /No stream stans[^]*stand/],
      [['--to', 'x', '--from', '/nowhere'], 1, /no folder \/nowhere/],
    ])('%j is refused with the way out', async (words, code, said) => {
      await grow(10);
      expect(await relish(['export', ...words], { environment })).toMatchObject({
        code,
        err: expect.stringMatching(said),
      });
    });
  });

  describe('relish query', () => {
    it('answers as a table, and says how far it saw', async () => {
      await grow(20);
      await grow(10, 'recommender');
      const sql = 'select stream, type, count(*) as n from events group by all order by n desc, stream desc';
      const { code, out, err } = await ask(sql);
      expect([code, out.split('\n')]).toEqual([
        0,
        [
          'stream       type           n',
          '───────────  ────────────  ──',
          'stand        order.placed  18',
          'recommender  order.placed   9',
          'stand        drone.landed   2',
          'recommender  drone.landed   1',
          '',
        ],
      ]);
      expect(err).toMatch(/stand up to 0000000000000020/);
    });

    it('knows lines, times and all of data', async () => {
      await grow(30);
      const lines = `select line.item_id, sum(line.quantity * line.unit_price) as sold
        from (select unnest(lines) as line from events) group by all order by sold desc`;
      expect(jsonLines((await ask(lines, '--json')).out)).toEqual([
        { item_id: 'tea', sold: 27 * 1_700 },
        { item_id: 'bcpcc-8', sold: 18 * 1_700 },
        { item_id: "o'brien", sold: 9 * 1_700 },
      ]);
      const odd = `select position, time, data->>'$.speed' as speed, lines from events where type = 'drone.landed' limit 1`;
      expect((await ask(odd, '--csv')).out).toBe(
        'position,time,speed,lines\r\n0000000000000010,2026-11-20 12:00:10,3.5,\r\n',
      );
    });

    it('sees what is archived since, and only the streams asked for', async () => {
      const count = async (...words: readonly string[]): Promise<string> =>
        (await ask('select count(*) as n from events', '--csv', ...words)).out.split('\r\n')[1] ?? '';
      await grow(10);
      expect(await count()).toBe('10');
      await grow(30);
      await grow(20, 'recommender');
      expect([await count(), await count('--stream', 'recommender')]).toEqual(['50', '20']);
    });

    it('shows so many rows, and says that there are more', async () => {
      await grow(30);
      const { out, err } = await ask('select id from events', '--csv', '--rows', '7');
      expect([out.trim().split('\r\n').length, err]).toEqual([8, expect.stringMatching(/more than these 7/)]);
      expect((await ask('select id from events', '--rows', '30')).err).not.toMatch(/more than/);
    });

    it('takes the question from standard input', async () => {
      await grow(10);
      const stdin = Readable.from(['select count(*) as n ', 'from events']);
      expect(await relish(['query', '-', '--json'], { environment, stdin })).toMatchObject({
        out: '{"n":10}\n',
      });
    });

    it('has an empty table where nothing is archived yet', async () => {
      expect(await ask('select count(*) as n, max(time) as t from events', '--json')).toMatchObject({
        ...{ code: 0, out: '{"n":0,"t":null}\n' },
        err: expect.stringMatching(/nothing is archived yet/),
      });
    });

    it('stops when it is told to', async () => {
      await grow(10);
      const endless = 'select sum(a.range * b.range) from range(10000000) a, range(10000000) b';
      const { code, err } = await relish(['query', endless], {
        environment,
        stop: AbortSignal.timeout(1_500),
      });
      expect([code, err]).toEqual([1, expect.stringMatching(/Stopped before/)]);
    });
  });

  describe('SQL', () => {
    beforeEach(() => grow(10));

    it.each([
      ["select * from read_text('/etc/passwd')", /Cannot access file/],
      ["select * from read_csv('FOLDER/secret')", /Cannot access file/],
      ["select * from glob('FOLDER/*')", /Cannot access file/],
      ["select * from read_parquet('FOLDER/parquet/*/*/*')", /Cannot access file/],
      ["from 'https://127.0.0.1:1/a.parquet'", /Cannot access file/],
      ["copy (select 1) to 'FOLDER/written'", /./],
      ["copy events to 'FOLDER/written'", /./],
      ["export database 'FOLDER/written'", /./],
      ["attach 'FOLDER/written'", /Only what reads/],
      ['install httpfs', /Only what reads/],
      ['load httpfs', /Only what reads/],
      ['set enable_external_access = true', /Only what reads/],
      ["set temp_directory = 'FOLDER/written'", /Only what reads/],
      ['drop view events', /Only what reads/],
      ['create table written (a int)', /Only what reads/],
      ["explain analyze copy (select 1) to 'FOLDER/written'", /./],
      ['explain analyze create table written (a int)', /Only what reads/],
      ['explain /* */ drop view events', /Only what reads/],
      ["select * from read_blob('/proc/self/environ')", /Cannot access file/],
      ["select getenv('HOME')", /./],
      ['select 1; drop view events', /One statement/],
      ['/* nothing */', /no statement/],
      ['selec 1', /syntax error/],
      ['select nothing from events', /nothing/],
    ])('%s gets nowhere', async (sql, said) => {
      await writeFile(join(folder, 'secret'), 'hush');
      const { code, out, err } = await ask(sql.replaceAll('FOLDER', folder));
      expect([code, out, err]).toEqual([1, '', expect.stringMatching(said)]);
      expect(existsSync(join(folder, 'written'))).toBe(false);
    });

    it('reads files that nothing writes over, not even a write that is explained', async () => {
      await ask('select 1');
      const names = await readdir(folder, { recursive: true });
      const file = join(
        folder,
        names.find((name) => name.endsWith('.parquet'))!,
      );
      const before = await readFile(file);
      const sql = `explain analyze copy (select 1) to '${file}' (format parquet, use_tmp_file false)`;
      expect((await ask(sql)).code).toBe(1);
      expect(await readFile(file)).toEqual(before);
    });

    it.each([
      'explain select * from events',
      'EXPLAIN analyze from events',
      'describe events',
      'summarize events',
    ])('%s reads, and is done', async (sql) => {
      expect(await ask(sql)).toMatchObject({ code: 0, out: expect.stringMatching(/\S/) });
    });

    it.each([
      [[], 2, /Which question/],
      [[' '], 2, /Which question/],
      [['a', 'b'], 2, /Which question/],
      [['select 1', '--csv', '--json'], 2, /not both/],
      [['select 1', '--rows', '0'], 2, /--rows may be/],
      [['select 1', '--stream', '../x'], 1, /No stream/],
    ])('%j is refused with the way out', async (words, code, said) => {
      expect(await ask(...words)).toMatchObject({ code, err: expect.stringMatching(said) });
    });
  });
});

describeWithMinio('an archive in an S3', () => {
  let minio: RunningMinio;
  let bucket: string;
  let folder: string;
  beforeAll(async () => {
    minio = await startMinio();
    bucket = await minio.makeBucket();
    folder = await mkdtemp(join(tmpdir(), 'relish-query-'));
  });
  afterAll(async () => {
    await minio.removeBucket(bucket);
    await minio[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it('is asked in the same way', async () => {
    const signer = aSigner();
    await using store = await openS3ObjectStore({ ...minio, bucket });
    await archive({ entries: entries(20), size: SIZE, store, signer });
    const environment = {
      RELISH_DATA: folder,
      S3_ENDPOINT: minio.endpoint,
      S3_ACCESS_KEY: minio.accessKey,
      S3_SECRET_KEY: minio.secretKey,
      S3_BUCKET: bucket,
    };
    const words = ['query', 'select count(*) as n from events', '--json', '--key', signer.keyId];
    expect(await relish(words, { environment })).toMatchObject({ code: 0, out: '{"n":20}\n' });
  });
});
