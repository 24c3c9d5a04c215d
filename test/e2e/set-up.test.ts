import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

jest.setTimeout(120_000);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SCRIPTS = ['start.mjs', 'relish.mjs', 'install.mjs', 'setup'];
/** Notes that it was called; what it does then is up to the test. */
const NPM = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
`;
const VITE = `
  import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
  const mode = process.argv.at(-1);
  appendFileSync('vite-calls', mode + ' ' + process.env.NODE_ENV + '\\n');
  mkdirSync('.build/web/' + mode, { recursive: true });
  writeFileSync('.build/web/' + mode + '/index.html', 'built');
`;

interface Ran {
  readonly code: number;
  readonly output: string;
}

let checkout: string;

const write = async (name: string, content: string): Promise<void> => {
  await mkdir(dirname(join(checkout, name)), { recursive: true });
  await writeFile(join(checkout, name), content);
};

const read = (name: string): Promise<string> => readFile(join(checkout, name), 'utf8').catch(() => '');

const run = (args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const { PATH } = process.env;
    const env = { PATH, npm_execpath: join(checkout, 'npm-cli.js'), ...environment };
    const child = execFile(process.execPath, args, { cwd: checkout, env }, (_error, out, err) => {
      resolve({ code: child.exitCode ?? 1, output: out + err });
    });
  });
const install = () => run(['services/relish/install.mjs']);
const build = () =>
  run([
    '--input-type=module',
    '--eval',
    "import { buildWebIfStale } from './services/relish/setup/build-web.mjs';" +
      "import { pathToFileURL } from 'node:url'; await buildWebIfStale(pathToFileURL(process.cwd() + '/'));",
  ]);

const lock = (packages: Record<string, unknown>): string =>
  JSON.stringify({ packages: { '': { name: 'relish' }, ...packages } });

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'relish-set-up-'));
  for (const name of SCRIPTS) {
    await cp(join(ROOT, 'services/relish', name), join(checkout, 'services/relish', name), {
      recursive: true,
    });
  }
  await write('package.json', await readFile(join(ROOT, 'package.json'), 'utf8'));
  await write(
    'package-lock.json',
    lock({
      'node_modules/one': { version: '1.0.0' },
      'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['aix'] },
    }),
  );
});
afterEach(() => rm(checkout, { recursive: true, force: true }));

const npmInstalls = (packages: Record<string, unknown>): Promise<void> =>
  write(
    'npm-cli.js',
    `${NPM}
    mkdirSync('node_modules', { recursive: true });
    writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(lock(packages))});`,
  );

describe('the installation', () => {
  test('happens once, with what only builds and tests, and not for other platforms', async () => {
    await npmInstalls({ 'node_modules/one': { version: '1.0.0' } });
    const first = await install();
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toContain('Installing up to 1 packages');
    expect(await install()).toEqual({ code: 0, output: '' });
    expect(await read('npm-calls')).toMatch(/^ci --include=dev [^\n]*\n$/);
  });

  test('happens again when the lock file asks for something else', async () => {
    await npmInstalls({ 'node_modules/one': { version: '1.0.0' } });
    await install();
    await write('package-lock.json', lock({ 'node_modules/one': { version: '1.0.1' } }));
    await npmInstalls({ 'node_modules/one': { version: '1.0.1' } });
    await install();
    expect((await read('npm-calls')).split('\n')).toHaveLength(3);
  });

  test.each([
    ['getaddrinfo EAI_AGAIN registry.npmjs.org', 'could not reach its registry', 'Check the network'],
    ['npm error code EUSAGE', 'disagree', 'npm install'],
    ["npm error EACCES: permission denied, mkdir '/x'", 'may not write here', 'chown'],
    ['npm error ENOSPC', 'disk is full', 'Free'],
    ['npm error who knows', 'could not install', 'Its own words are above'],
  ])('that fails with %j is explained, with a way out', async (words, explanation, wayOut) => {
    await write('npm-cli.js', `console.error(${JSON.stringify(words)}); process.exit(1);`);
    const { code, output } = await install();
    expect(code).toBe(1);
    expect(output).toContain(explanation);
    expect(output).toContain(wayOut);
    expect(output).toContain(words);
    expect(output).not.toMatch(/\n\s+at /);
  });
});

describe('an old Node', () => {
  const check = (version: string) =>
    run([
      '--input-type=module',
      '--eval',
      "import { requireNode } from './services/relish/setup/node-version.mjs';" +
        "import { orExplain } from './services/relish/setup/setup-error.mjs';" +
        `await orExplain(() => requireNode('${version}'));`,
    ]);

  test.each(['18.20.4', '20.18.3', '16.0.0'])(
    '%s is refused, with the way to a newer one',
    async (version) => {
      const { code, output } = await check(version);
      expect(code).toBe(1);
      expect(output).toContain(`this is ${version}`);
      expect(output).toContain('nodejs.org');
    },
  );

  test.each(['20.19.0', '22.1.0', '24.0.0'])('is not what %s is', async (version) => {
    expect(await check(version)).toEqual({ code: 0, output: '' });
  });
});

describe('the web apps', () => {
  beforeEach(async () => {
    await write('node_modules/vite/package.json', '{"type":"module"}');
    await write('node_modules/vite/bin/vite.js', VITE);
    await write('web/order/main.tsx', 'one');
    await write('services/contracts/events.ts', 'one');
    await write('tsconfig.json', '{}');
  });
  const builds = async (): Promise<string[]> => (await read('vite-calls')).trim().split('\n').filter(Boolean);

  test('are built once, for production', async () => {
    expect(await build()).toMatchObject({ code: 0 });
    expect(await build()).toEqual({ code: 0, output: '' });
    expect(await builds()).toEqual(['order production', 'console production']);
  });

  test.each(['web/order/main.tsx', 'services/contracts/events.ts', 'package-lock.json', 'web/order/new.tsx'])(
    'are built again when %s changes',
    async (name) => {
      await build();
      await write(name, 'two');
      await build();
      expect(await builds()).toHaveLength(4);
    },
  );

  test('are not taken for built when the build fails', async () => {
    await write('node_modules/vite/bin/vite.js', "console.error('no such export'); process.exit(1);");
    const { code, output } = await build();
    expect(code).toBe(1);
    expect(output).toContain('no such export');
    await write('node_modules/vite/bin/vite.js', VITE);
    expect(await build()).toMatchObject({ code: 0 });
    expect(await builds()).toHaveLength(2);
  });
});
