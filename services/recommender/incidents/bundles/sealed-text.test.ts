import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { sealedBundle } from '../../../contracts/http/incidents.ts';
import { sealedText } from './sealed-text.ts';

const { signal } = new AbortController();
const seal = Buffer.from('signed');
const content = '{"reason":"“it” is \\n weird"}';

test.each([undefined, 0, 1, 2, 3, 196_608, 196_609, 400_001])(
  'a state of %s bytes is read as it was written',
  async (size) => {
    const snapshot = size === undefined ? undefined : randomBytes(size);
    const text = Buffer.from(await sealedText({ seal, content, snapshot }, signal)).toString();
    const read = sealedBundle.parse(JSON.parse(text));
    expect(read).toMatchObject({ content, seal: seal.toString('base64') });
    expect(read.snapshot === undefined ? undefined : Buffer.from(read.snapshot, 'base64')).toEqual(snapshot);
  },
);
