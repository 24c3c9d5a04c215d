import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { sealedBundle } from '../../../contracts/http/incidents.ts';
import { digestOfBytes } from '../../../platform/digest/bytes-digest.ts';
import { sealedText } from './sealed-text.ts';

const { signal } = new AbortController();
const seal = Buffer.from('signed');
const content = '{"reason":"“it” is \\n weird"}';
/** Bytes are compared by digest: Jest compares them one by one. */
const digestIn = (text: string | undefined) =>
  text === undefined ? undefined : digestOfBytes(Buffer.from(text, 'base64'));

test.each([
  [undefined, []],
  [0, [1]],
  [1, []],
  [2, [3, 4]],
  [196_608, [196_609]],
  [400_001, []],
])('a state of %s bytes and artifacts of %j are read as they were written', async (size, sizes) => {
  const snapshot = size === undefined ? undefined : randomBytes(size);
  const artifacts = new Map(
    sizes.map((length) => randomBytes(length)).map((one) => [digestOfBytes(one), one]),
  );
  const text = Buffer.from(await sealedText({ seal, content, snapshot, artifacts }, signal)).toString();
  const read = sealedBundle.parse(JSON.parse(text));
  expect(read).toMatchObject({ content, seal: seal.toString('base64') });
  expect(digestIn(read.snapshot)).toBe(snapshot && digestOfBytes(snapshot));
  const found = Object.entries(read.artifacts ?? {}).map(([digest, one]) => [digest, digestIn(one)]);
  expect(found).toEqual([...artifacts.keys()].map((digest) => [digest, digest]));
});
