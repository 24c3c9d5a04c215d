import { createPublicKey, type KeyObject } from 'node:crypto';
import { AppError } from '../http/app-error.ts';

/** `ed25519:` and the 32 bytes of the public key in hex. The name is the key: whoever trusts it needs no other file. */
export type KeyId = `ed25519:${string}`;

/** Whose signatures count. */
export type TrustedKeys = ReadonlyMap<KeyId, KeyObject>;

const KEY_ID = /^ed25519:[0-9a-f]{64}$/;
const isKeyId = (text: string): text is KeyId => KEY_ID.test(text);

const publicKeyOf = (id: KeyId): KeyObject => {
  const x = Buffer.from(id.slice('ed25519:'.length), 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
};

/**
 * @param key an ed25519 key, public or private
 * @throws AppError 400 `invalid-key` for another kind of key
 */
export const keyIdOf = (key: KeyObject): KeyId => {
  const { crv, x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) {
    throw new AppError(
      400,
      'invalid-key',
      'Only ed25519 keys sign here (openssl genpkey -algorithm ed25519).',
    );
  }
  return `ed25519:${Buffer.from(x, 'base64url').toString('hex')}`;
};

/** @throws AppError 400 `invalid-key` */
export const trustKeys = (ids: readonly string[]): TrustedKeys =>
  new Map(
    ids.map((id) => {
      if (isKeyId(id)) return [id, publicKeyOf(id)];
      const detail = `A trusted key is ed25519: and 64 hex digits, as whoever signs prints it; not ${id.slice(0, 80)}.`;
      throw new AppError(400, 'invalid-key', detail);
    }),
  );
