import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { defaultPolicy, type Policy } from '../integrity/policy.ts';
import { openProposals } from './proposals.ts';

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

  test('are there again after a restart, newest first, in files that sha256sum can check', async () => {
    const proposals = await openProposals(folder, logger);
    expect(await proposals.put(policyWith(1), 1_000)).toBe(true);
    expect(await proposals.put(policyWith(2), 2_000)).toBe(true);
    expect(proposals.all().map(({ policy }) => policy.ownWeight)).toEqual([2, 1]);
    const files = await readdir(folder);
    expect(files.sort()).toEqual([1, 2].map((weight) => `${hexOf(policyWith(weight))}.json`).sort());
    for (const file of files) {
      const bytes = await readFile(path.join(folder, file));
      expect(`${createHash('sha256').update(bytes).digest('hex')}.json`).toBe(file);
    }
    const again = await openProposals(folder, logger);
    expect(again.find(digestOf(policyWith(1)))?.policy).toEqual(policyWith(1));
    expect(again.all()).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  test('with the same content are one, however it is written and however often at once', async () => {
    const proposals = await openProposals(folder, logger);
    const { version, ...rest } = policyWith(3);
    const turned: Policy = { ...rest, version };
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(policyWith(3)));
    const answers = await Promise.all([
      proposals.put(policyWith(3), 1),
      proposals.put(turned, 2),
      proposals.put(policyWith(3), 3),
    ]);
    expect(answers).toEqual([true, false, false]);
    expect(await readdir(folder)).toHaveLength(1);
  });

  test('whose file does not hold what its name says are ignored, and said to be', async () => {
    const proposals = await openProposals(folder, logger);
    await proposals.put(policyWith(4), 1);
    await proposals.put(policyWith(5), 1);
    const [four, five] = [4, 5].map((weight) => path.join(folder, `${hexOf(policyWith(weight))}.json`));
    await rename(four!, path.join(folder, `${'a'.repeat(64)}.json`));
    await writeFile(five!, JSON.stringify({ ...policyWith(5), surprise: true }));
    await writeFile(path.join(folder, `${'b'.repeat(64)}.json`), '{"version":');
    await writeFile(path.join(folder, `${'c'.repeat(64)}.json`), ' '.repeat(200_000));
    await writeFile(path.join(folder, 'notes.txt'), 'not ours');
    await writeFile(path.join(folder, `${'d'.repeat(64)}.json.draft`), 'half of');
    const again = await openProposals(folder, logger);
    expect(again.all()).toEqual([]);
    expect(warnings).toHaveLength(4);
    expect(warnings).toContainEqual(
      expect.objectContaining({ file: `${'a'.repeat(64)}.json`, msg: expect.stringContaining('is ignored') }),
    );
    expect(await readdir(folder)).not.toContain(`${'d'.repeat(64)}.json.draft`);
  });

  test('are bounded: the oldest make room, in the folder too', async () => {
    const proposals = await openProposals(folder, logger);
    for (let weight = 0; weight < 103; weight++) await proposals.put(policyWith(weight), weight);
    expect(proposals.all()).toHaveLength(100);
    expect(proposals.find(digestOf(policyWith(2)))).toBeUndefined();
    expect(proposals.find(digestOf(policyWith(3)))).toBeDefined();
    expect(await readdir(folder)).toHaveLength(100);
  });
});
