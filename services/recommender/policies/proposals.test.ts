import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { defaultPolicy, type Policy } from '../integrity/policy.ts';
import { openFileObjectStore } from '../../platform/object-store/file-object-store.ts';
import { createProposals, type Proposals } from './proposals.ts';

const policyWith = (ownWeight: number): Policy => ({ ...defaultPolicy, ownWeight });
const hexOf = (policy: Policy): string => digestOf(policy).slice('sha256:'.length);

describe('proposals', () => {
  let folder: string;
  let warnings: unknown[];
  let logger: Logger;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'proposals-'));
    warnings = [];
    logger = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(JSON.parse(line)) });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = async (): Promise<Proposals> =>
    createProposals({ objects: await openFileObjectStore({ folder }), logger });
  const place = (name: string): string => path.join(folder, 'policies', name);
  const policies = async (): Promise<string[]> =>
    (await readdir(path.join(folder, 'policies'))).filter((name) => name.endsWith('.json')).sort();
  const weights = async (proposals: Proposals): Promise<unknown[]> =>
    (await proposals.all()).map(({ policy }) => policy.ownWeight);

  test('are there again after a restart, newest first, in objects that sha256sum can check', async () => {
    const proposals = await open();
    expect(await proposals.put(policyWith(1), 1_000)).toBe(true);
    expect(await proposals.put(policyWith(2), 2_000)).toBe(true);
    const names = [1, 2].map((weight) => `${hexOf(policyWith(weight))}.json`).sort();
    expect(await policies()).toEqual(names);
    for (const name of names) {
      const bytes = await readFile(place(name));
      expect(`${createHash('sha256').update(bytes).digest('hex')}.json`).toBe(name);
    }
    for (const each of [proposals, await open()]) {
      expect(await weights(each)).toEqual([2, 1]);
      expect((await each.all()).map(({ proposed }) => proposed)).toEqual([2_000, 1_000]);
    }
    expect(warnings).toEqual([]);
  });

  test('of one replica are known to the others, and so is what was removed', async () => {
    const [one, other] = [await open(), await open()];
    expect(await weights(other)).toEqual([]);
    await one.put(policyWith(1), 1_000);
    expect(await weights(other)).toEqual([1]);
    expect(await other.put(policyWith(1), 9_000)).toBe(false);
    expect((await one.all())[0]?.proposed).toBe(1_000);
    await rm(place(`${hexOf(policyWith(1))}.json`));
    expect(await weights(other)).toEqual([]);
  });

  test('with the same content are one, however it is written and however often at once', async () => {
    const proposals = await open();
    const { version, ...rest } = policyWith(3);
    const turned: Policy = { ...rest, version };
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(policyWith(3)));
    const answers = await Promise.all([
      proposals.put(policyWith(3), 1),
      proposals.put(turned, 2),
      proposals.put(policyWith(3), 3),
    ]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await policies()).toHaveLength(1);
  });

  test('whose object does not hold what its name says are ignored, and said to be once', async () => {
    const proposals = await open();
    for (const weight of [4, 5, 6]) await proposals.put(policyWith(weight), 1);
    const [four, five, six] = [4, 5, 6].map((weight) => hexOf(policyWith(weight)));
    for (const letter of 'abc') await cp(place(`${four}.time`), place(`${letter.repeat(64)}.time`));
    await rename(place(`${four}.json`), place(`${'a'.repeat(64)}.json`));
    await writeFile(place(`${five}.json`), JSON.stringify({ ...policyWith(5), surprise: true }));
    await rm(place(`${six}.time`));
    await writeFile(place(`${'b'.repeat(64)}.json`), '{"version":');
    await writeFile(place(`${'c'.repeat(64)}.json`), ' '.repeat(200_000));
    await writeFile(place('notes.txt'), 'not ours');
    const again = await open();
    for (let time = 0; time < 2; time++) expect(await again.all()).toEqual([]);
    expect(warnings).toHaveLength(5);
    const object = `policies/${'a'.repeat(64)}.json`;
    expect(warnings).toContainEqual(
      expect.objectContaining({ object, msg: expect.stringContaining('is ignored') }),
    );
    await again.put(policyWith(6), 2);
    expect(await weights(again)).toEqual([6]);
  });

  test('are bounded: the oldest make room, in the store too', async () => {
    const proposals = await open();
    for (let weight = 0; weight < 103; weight++) await proposals.put(policyWith(weight), weight);
    expect(await weights(proposals)).toEqual(Array.from({ length: 100 }, (_, index) => 102 - index));
    expect(await readdir(path.join(folder, 'policies'))).toHaveLength(200);
  });
});
