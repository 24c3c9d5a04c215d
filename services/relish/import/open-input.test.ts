import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportError } from './import-error.ts';
import { asImportError, openInput } from './open-input.ts';

const content = 'InvoiceNo\n'.repeat(50_000);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relish-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fileOf = async (name: string, bytes: Buffer | string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

describe('openInput', () => {
  it.each([
    ['plain', Buffer.from(content)],
    ['gzip', gzipSync(content)],
  ])('reads %s by its first bytes, whatever its name, and knows how far it is', async (kind, bytes) => {
    await using input = await openInput(await fileOf(`${kind}.txt`, bytes));
    expect(input.size).toBe(bytes.length);
    expect(await text(input.content)).toBe(content);
    expect(input.bytesRead()).toBe(bytes.length);
  });

  it('reads standard input, packed or not, also in tiny pieces', async () => {
    const pieces = (bytes: Buffer) => Readable.from([...bytes].map((byte) => Buffer.of(byte)));
    for (const bytes of [Buffer.from('a\nb\n'), gzipSync('a\nb\n')]) {
      await using input = await openInput('-', pieces(bytes));
      expect(input.size).toBeUndefined();
      expect(await text(input.content)).toBe('a\nb\n');
    }
  });

  it('reads an empty file', async () => {
    await using input = await openInput(await fileOf('empty', ''));
    expect(await text(input.content)).toBe('');
  });

  it('says that a packed file is cut off', async () => {
    const path = await fileOf('cut.gz', gzipSync(content).subarray(0, 300));
    await using input = await openInput(path);
    const error: unknown = await text(input.content).catch((reason: unknown) => asImportError(reason, path));
    expect(error).toBeInstanceOf(ImportError);
    expect(String(error)).toContain('cut off');
  });

  it('names a file that is not there, and a folder', async () => {
    await expect(openInput(join(folder, 'none'))).rejects.toThrow(/There is no file .*none/);
    await expect(openInput(folder)).rejects.toThrow(/is not a file/);
  });
});
