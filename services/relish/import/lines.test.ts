import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readLines, type Line } from './lines.ts';

const read = async (chunks: readonly Buffer[], maxBytes = 1_000): Promise<Line[]> => {
  async function* stream(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  const lines: Line[] = [];
  for await (const line of readLines(stream(), { maxBytes })) lines.push(line);
  return lines;
};

/** Cuts a buffer at the given places, wherever they fall. */
const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const sorted = [...places].sort((a, b) => a - b);
  return [0, ...sorted].map((from, index) => bytes.subarray(from, sorted[index]));
};

describe('readLines', () => {
  it('gives the same lines however the stream is cut, also in the middle of a character', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ''));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(200)), async (texts, places) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        const expected = texts.map((text, index) => ({ number: index + 1, text }));
        expect(await read(cut(bytes, places))).toEqual(expected);
      }),
    );
  });

  it('takes a last line without an end, and Windows ends', async () => {
    expect(await read([Buffer.from('a\r\nb')])).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
    ]);
  });

  it('passes over a line that is too long without holding it, and keeps counting', async () => {
    const chunks = [
      Buffer.from('a\n'),
      ...Array.from({ length: 9 }, () => Buffer.alloc(500, 'x')),
      Buffer.from('\nb\n'),
    ];
    expect(await read(chunks)).toEqual([
      { number: 1, text: 'a' },
      { number: 2, problem: 'line-too-long' },
      { number: 3, text: 'b' },
    ]);
  });

  it('says so when bytes are no UTF-8', async () => {
    const lines = await read([Buffer.from([0x41, 0xff, 0x0a, 0x42, 0x0a])]);
    expect(lines).toEqual([
      { number: 1, problem: 'not-utf-8' },
      { number: 2, text: 'B' },
    ]);
  });
});
