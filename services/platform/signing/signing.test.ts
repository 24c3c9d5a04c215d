import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { decodeEnvelope, encodeEnvelope, type Envelope, preAuthentication } from './envelope.ts';
import { createSigner, makeSigningKey, openSigner } from './signer.ts';
import { decodeStatement, encodeStatement, STATEMENT_TYPE } from './statement.ts';
import { keyIdOf, trustKeys } from './trusted-keys.ts';
import { verify } from './verify.ts';

/** RFC 8032, section 7.1, test 1. */
const RFC_KEY = [
  '-----BEGIN PRIVATE KEY-----',
  'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g',
  '-----END PRIVATE KEY-----',
].join('\n');
const RFC_KEY_ID = 'ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
const STATEMENT = '{"_type":"https://in-toto.io/Statement/v1"}';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const aSigner = () => createSigner(makeSigningKey(), 'a test');
const codeOf = (act: () => unknown): unknown => {
  try {
    return act() && 'nothing was thrown';
  } catch (error) {
    return z.object({ code: z.string() }).parse(error).code;
  }
};

describe('what is signed', () => {
  test('is the text of the specification (DSSE, protocol.md)', () => {
    expect(
      Buffer.from(preAuthentication('http://example.com/HelloWorld', bytes('hello world'))).toString(),
    ).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  test('counts bytes, not characters', () => {
    expect(Buffer.from(preAuthentication('exämple', bytes('ü'))).toString()).toBe('DSSEv1 8 exämple 2 ü');
  });

  test.each([
    [
      STATEMENT_TYPE,
      STATEMENT,
      '2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA==',
    ],
    [
      STATEMENT_TYPE,
      '',
      'gSggCAaTLTYyRH6FIDBem6meyIynsYy8RTHVzwx9tnTb7Bg/1jMWnuVgI/gffqmbsC2VX5/jHfkkDqsj7CDbDg==',
    ],
    [
      'application/vnd.exämple+json',
      STATEMENT,
      'xmSk/ug66ysT7ayhkCIjhAq42zgZXSsEWuzUaNL7w2eGAdF/NU6/fRXPtmfN+5DNSAs5/i2lUnHjbbjPsu0tAw==',
    ],
  ])('has the one signature that the key of RFC 8032 gives it (%s, %s)', (type, text, sig) => {
    const signer = createSigner(RFC_KEY, 'RFC 8032');
    expect(signer.keyId).toBe(RFC_KEY_ID);
    const envelope = signer.sign(type, bytes(text));
    expect(envelope.signatures).toEqual([{ keyid: RFC_KEY_ID, sig }]);
    const urlSafe = { ...envelope, signatures: [{ sig: sig.replaceAll('+', '-').replaceAll('/', '_') }] };
    for (const given of [envelope, urlSafe]) {
      const { payload, keyId } = verify(given, trustKeys([RFC_KEY_ID]));
      expect([Buffer.from(payload).toString(), keyId]).toEqual([text, RFC_KEY_ID]);
    }
  });
});

describe('verify', () => {
  const signer = aSigner();
  const trusted = trustKeys([signer.keyId]);
  const envelope = signer.sign(STATEMENT_TYPE, bytes(STATEMENT));
  const read = (given: Uint8Array) => verify(decodeEnvelope(given), trusted);

  test('refuses an envelope with any byte changed, unless it is the hint of whose key it is', () => {
    const whole = encodeEnvelope(envelope);
    const hint = Buffer.from(whole).indexOf(signer.keyId);
    let refused = 0;
    for (const [index, byte] of whole.entries()) {
      for (const flip of [1, 2, 4, 0x20, 0x80]) {
        const changed = Uint8Array.from(whole);
        changed[index] = byte ^ flip;
        const code = codeOf(() => read(changed));
        if (code === 'signature-invalid' || code === 'unknown-key') refused += 1;
        else {
          // "keyid" itself, or its value: nobody signed it, and nothing hangs on it.
          expect(index).toBeGreaterThan(hint - '"keyid":"'.length - 1);
          expect(index).toBeLessThan(hint + signer.keyId.length + '"'.length);
          expect(read(changed)).toEqual(read(whole));
        }
      }
    }
    expect(refused).toBeGreaterThan((whole.byteLength - 100) * 5);
  });

  test('refuses one that was cut short anywhere', () => {
    const whole = encodeEnvelope(envelope);
    for (let length = 0; length < whole.byteLength; length++) {
      expect(codeOf(() => read(whole.subarray(0, length)))).toBe('signature-invalid');
    }
  });

  test('refuses the right bytes under another type, and other bytes under the type', () => {
    const retyped: Envelope = { ...envelope, payloadType: 'application/json' };
    const other: Envelope = { ...envelope, payload: Buffer.from('{}').toString('base64') };
    for (const changed of [retyped, other]) {
      expect(codeOf(() => verify(changed, trusted))).toBe('signature-invalid');
    }
  });

  test('tells a key that nobody trusts from a signature that does not hold', () => {
    const stranger = aSigner().sign(STATEMENT_TYPE, bytes(STATEMENT));
    expect(codeOf(() => verify(stranger, trusted))).toBe('unknown-key');
    expect(codeOf(() => verify(envelope, trustKeys([])))).toBe('unknown-key');
    const [{ sig } = { sig: '' }] = stranger.signatures;
    const posing: Envelope = { ...stranger, signatures: [{ keyid: signer.keyId, sig }] };
    expect(codeOf(() => verify(posing, trusted))).toBe('signature-invalid');
    expect(codeOf(() => verify({ ...stranger, signatures: [{ sig }] }, trusted))).toBe('signature-invalid');
  });

  test('takes one of several signatures, and says whose', () => {
    const second = aSigner();
    const both: Envelope = {
      ...envelope,
      signatures: [...aSigner().sign(STATEMENT_TYPE, bytes(STATEMENT)).signatures, ...envelope.signatures],
    };
    expect(verify(both, trustKeys([second.keyId, signer.keyId])).keyId).toBe(signer.keyId);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{"payload"'],
    ['no signatures', JSON.stringify({ ...envelope, signatures: [] })],
    [
      'a crowd of signatures',
      JSON.stringify({ ...envelope, signatures: Array(11).fill(envelope.signatures[0]) }),
    ],
    ['no type', JSON.stringify({ ...envelope, payloadType: '' })],
    ['what is no base64', JSON.stringify({ ...envelope, payload: 'a b' })],
    ['a megabyte', JSON.stringify({ ...envelope, payload: 'A'.repeat(1024 * 1024) })],
  ])('takes no envelope with %s', (_, text) => {
    expect(codeOf(() => read(bytes(text)))).toBe('signature-invalid');
  });

  test('takes base64 in one spelling only', () => {
    const loose: Envelope = { ...signer.sign(STATEMENT_TYPE, bytes('ab')), payload: 'YWJ=' };
    expect(codeOf(() => verify(loose, trusted))).toBe('signature-invalid');
  });
});

describe('a statement', () => {
  const signer = aSigner();
  const trusted = trustKeys([signer.keyId]);
  const kind = 'urn:relish:test:v1';
  const digest = `sha256:${'a'.repeat(64)}` as const;
  const signed = (payloadType: string) =>
    verify(
      signer.sign(payloadType, encodeStatement([{ name: 'model.bin', digest }], kind, { size: 3 })),
      trusted,
    );
  const size = z.object({ size: z.number() });

  test('says of what artifact it is, by digest, and what', () => {
    const verified = signed(STATEMENT_TYPE);
    expect(decodeStatement(verified, kind, size)).toEqual({
      subjects: [{ name: 'model.bin', digest }],
      predicate: { size: 3 },
    });
    expect(JSON.parse(Buffer.from(verified.payload).toString())).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'model.bin', digest: { sha256: 'a'.repeat(64) } }],
      predicateType: kind,
      predicate: { size: 3 },
    });
  });

  test('of another kind, with other facts or signed as something else is refused', () => {
    const verified = signed(STATEMENT_TYPE);
    const wrong = [
      () => decodeStatement(verified, 'urn:relish:other:v1', size),
      () => decodeStatement(verified, kind, z.object({ size: z.string() })),
      () => decodeStatement(signed('application/json'), kind, size),
      () => decodeStatement({ ...verified, payload: bytes('{}') }, kind, size),
    ];
    for (const act of wrong) expect(codeOf(act)).toBe('signature-invalid');
  });
});

describe('keys', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'signing-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('of a data folder are made once, for their owner alone', async () => {
    const signers = await Promise.all(Array.from({ length: 10 }, () => openSigner(folder)));
    expect(new Set(signers.map(({ keyId }) => keyId)).size).toBe(1);
    expect((await openSigner(folder)).keyId).toBe(signers[0]?.keyId);
    expect(await readdir(folder)).toEqual(['signing-key']);
    expect((await stat(path.join(folder, 'signing-key'))).mode & 0o777).toBe(0o600);
  });

  test('that are none are refused, and never said', async () => {
    await writeFile(path.join(folder, 'signing-key'), 'hunter2');
    await expect(openSigner(folder)).rejects.toMatchObject({ code: 'invalid-key' });
    await expect(openSigner(folder)).rejects.not.toThrow('hunter2');
  });

  test('of another kind are refused', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(codeOf(() => createSigner(pem, 'a test'))).toBe('invalid-key');
    expect(codeOf(() => keyIdOf(publicKey))).toBe('invalid-key');
    expect(codeOf(() => trustKeys(['ed25519:abc']))).toBe('invalid-key');
  });
});
