import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { readIfThere, readOrMakeFile } from '../files/read-or-make-file.ts';
import { AppError } from '../http/app-error.ts';
import { type Envelope, preAuthentication } from './envelope.ts';
import { type KeyId, keyIdOf, type TrustedKeys, trustKeys } from './trusted-keys.ts';

/** In the data folder: the private key, PKCS #8 as PEM. */
const KEY_FILE = 'signing-key';

/** Signs with one key. The same bytes have the same signature, whenever and wherever they are signed (RFC 8032). */
export interface Signer {
  readonly keyId: KeyId;
  /** Whoever trusts this signer alone. */
  readonly trusted: TrustedKeys;
  /** @param payloadType says how the bytes are to be read: a media type, such as `application/vnd.in-toto+json` */
  sign(payloadType: string, payload: Uint8Array): Envelope;
}

/** A new private key, PKCS #8 as PEM. */
export const makeSigningKey = (): string => {
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
};

const parsePrivateKey = (pem: string, where: string): KeyObject => {
  try {
    // In a variable of one line the line breaks are often spelled out.
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch (cause) {
    // The cause names what was wrong with the text, never the text.
    const detail = `${where} should hold an ed25519 private key in PEM (openssl genpkey -algorithm ed25519).`;
    throw new AppError(400, 'invalid-key', detail, { cause });
  }
};

/**
 * @param pem an ed25519 private key, PKCS #8
 * @param where it came from, for messages
 * @throws AppError 400 `invalid-key`
 */
export const createSigner = (pem: string, where: string): Signer => {
  const key = parsePrivateKey(pem, where);
  const keyId = keyIdOf(key);
  return {
    keyId,
    trusted: trustKeys([keyId]),
    sign: (payloadType, payload) => ({
      payloadType,
      payload: Buffer.from(payload).toString('base64'),
      signatures: [
        { keyid: keyId, sig: sign(null, preAuthentication(payloadType, payload), key).toString('base64') },
      ],
    }),
  };
};

/** The signer of a data folder as it is; undefined if it has none yet. @throws AppError 400 `invalid-key` */
export const findSigner = async (folder: string): Promise<Signer | undefined> => {
  const file = path.join(folder, KEY_FILE);
  const pem = await readIfThere(file);
  return pem === undefined ? undefined : createSigner(pem, file);
};

/**
 * The signer of a data folder: its key is made on first use and kept in `signing-key`, readable by its owner alone.
 * @throws AppError 400 `invalid-key` if the file holds something else
 */
export const openSigner = async (folder: string): Promise<Signer> => {
  const file = path.join(folder, KEY_FILE);
  return createSigner(await readOrMakeFile(file, makeSigningKey), file);
};
