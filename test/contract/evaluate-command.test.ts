import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { synthetic } from '../abuse/history/synthetic.ts';
import { relish } from './import-terminal.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-evaluate-'));
  file = join(folder, 'events.ndjson');
  const data = await synthetic.load(60);
  if ('missing' in data) throw new Error(data.missing);
  await writeFile(file, data.events.map((event) => `${JSON.stringify(event)}\n`).join(''));
});
afterAll(() => rm(folder, { recursive: true }));

const evaluateWith = (path: string | undefined, out: string, ...rest: readonly string[]) =>
  relish(['evaluate', '--data', file, '--out', join(folder, out), ...rest], { environment: { PATH: path } });
const evaluate = (out: string, ...rest: readonly string[]) => evaluateWith(process.env['PATH'], out, ...rest);

describe('relish evaluate', () => {
  it('writes a table, a JSON and a page; the same arguments give the same figures, whoever computes them', async () => {
    const some = ['--attacks', 'saboteur,certificate,framing', '--seeds', '2'];
    const { code, out } = await evaluate('one', ...some, '--jobs', '1');
    expect(code).toBe(0);
    expect(out).toContain('saboteur');
    expect(out).toMatch(/✓ What is never fetched shifts no score/);
    await evaluate('two', ...some, '--jobs', '2');
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => readFile(join(folder, name, 'results.json'), 'utf8')),
    );
    expect(one).toBe(two);
    const page = await readFile(join(folder, 'one', 'index.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(src|href)=/);
  }, 120_000);

  it('leaves raccoon out where there is no Redis, and says so', async () => {
    const words = ['--attacks', 'quiet-day', '--seeds', '1', '--only', 'raccoon,relish'];
    const { code, out } = await evaluateWith(folder, 'without', ...words);
    expect([code, out]).toEqual([0, expect.stringContaining('raccoon: skipped, no redis-server')]);
    expect(await readFile(join(folder, 'without', 'index.html'), 'utf8')).toContain('raccoon: skipped');
  });

  it('refuses what it does not know, with the way out', async () => {
    const { code, err } = await evaluate('none', '--attacks', 'sabotuer');
    expect([code, err]).toEqual([2, expect.stringMatching(/no attack sabotuer[^]*saboteur/)]);
  });

  it('says which file is missing, in the run and for the format', async () => {
    const { code, out } = await relish(['evaluate', '--data', join(folder, 'none'), '--out', folder], {
      environment: {},
    });
    expect([code, out]).toEqual([1, expect.stringMatching(/SKIPPED[^]*none/)]);
    await writeFile(join(folder, 'odd.txt'), 'what\n');
    const odd = await relish(['evaluate', '--data', join(folder, 'odd.txt')], { environment: {} });
    expect([odd.code, odd.err]).toEqual([1, expect.stringMatching(/no known format/)]);
  });

  it('says in a line what is wrong with a folder, whoever of those that share the work finds out', async () => {
    const { code, err } = await relish(['evaluate', '--data', folder, '--jobs', '2'], { environment: {} });
    expect([code, err.split('\n').filter((line) => !/^ +\d+ % /.test(line))]).toEqual([
      1,
      [expect.stringMatching(/^✗ .* is not a file/), ''],
    ]);
  });

  it('needs data', async () => {
    expect(await relish(['evaluate'])).toMatchObject({ code: 2, err: expect.stringMatching(/--data FILE/) });
  });
});
