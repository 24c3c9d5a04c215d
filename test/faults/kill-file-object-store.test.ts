import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';

const KILLS = 5;
const LONGEST = 150;
const SIZE = 50_000;
const writer = fileURLToPath(new URL('put-until-killed.ts', import.meta.url));

/** @returns the names that were acknowledged; the line said last may be cut off and doesn't count */
const putUntilKilled = async (folder: string, run: string): Promise<readonly string[]> => {
  const child = spawn(process.execPath, ['--import', 'tsx/esm', writer, folder, run], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    timer ??= setTimeout(() => child.kill('SIGKILL'), Math.random() * LONGEST);
  });
  await once(child, 'close');
  return said.split('\n').slice(0, -1);
};

describe('kill -9 of a process that puts objects into a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relish-killed-objects-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('loses no object that was acknowledged, and shows none in part', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < KILLS; round++)
      acknowledged.push(...(await putUntilKilled(folder, `r${round}`)));
    await using store = await openFileObjectStore({ folder });
    const there = await store.list('');
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(there.map(({ name }) => name)).toEqual(expect.arrayContaining(acknowledged));
    for (const { name } of there) {
      const turn = Number(name.split('/')[2]);
      expect([name, Buffer.alloc(SIZE, turn % 256).equals((await store.get(name))!)]).toEqual([name, true]);
    }
  });
});
