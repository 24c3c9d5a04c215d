import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { codeVersion } from '../../services/relish/launch/code-version.ts';
import { relishVersion } from '../../services/relish/launch/relish-version.ts';

const COMMIT = '6fcff1900a3c4af272048240350af14ad437f654';
const version = `${relishVersion()}+6fcff1900a3c`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'code-version-'));
  await mkdir(path.join(folder, '.git/refs/heads'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const write = (file: string, text: string) => writeFile(path.join(folder, '.git', file), text);
const told = () => codeVersion(pathToFileURL(`${folder}/`));

test.each<[string, () => Promise<unknown>]>([
  ['of a branch', () => write('refs/heads/main', `${COMMIT}\n`)],
  ['of a branch that git has packed', () => write('packed-refs', `# packed\n${COMMIT} refs/heads/main\n`)],
  ['that was checked out itself', () => write('HEAD', `${COMMIT}\n`)],
])('the code is named by its version and by the commit %s', async (_, prepare) => {
  await write('HEAD', 'ref: refs/heads/main\n');
  await prepare();
  expect(told()).toBe(version);
});

test('by its version alone where there is no commit', () => {
  expect(told()).toBe(relishVersion());
});
