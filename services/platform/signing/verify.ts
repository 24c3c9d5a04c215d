import { verify as verifySignature } from 'node:crypto';
import { AppError } from '../http/app-error.ts';
import { type Envelope, fromBase64, preAuthentication, signatureInvalid } from './envelope.ts';
import type { KeyId, TrustedKeys } from './trusted-keys.ts';

/** What a trusted key has signed: these bytes, to be read as this type. Nothing else of an envelope is to be read. */
export interface Verified {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** Whose signature held. */
  readonly keyId: KeyId;
}

/** Why no signature held: the signer isn't trusted, or the bytes aren't what he signed. */
const refusal = ({ signatures }: Envelope, trusted: TrustedKeys): AppError => {
  const named = signatures.flatMap(({ keyid }) => (keyid === undefined ? [] : [keyid]));
  const trustedIds: ReadonlySet<string> = new Set(trusted.keys());
  if (named.length === 0 || named.some((id) => trustedIds.has(id))) {
    return signatureInvalid('no signature of a trusted key holds');
  }
  const detail = `It says that it is signed by ${named.join(', ')}, which nobody here trusts. If that is right, trust the key.`;
  return new AppError(422, 'unknown-key', detail);
};

/**
 * Checks that one trusted key signed the payload and its type. Who signed is found by trying the trusted keys: the
 * envelope's own `keyid` only decides which error is told.
 * @throws AppError 422 `signature-invalid`, 422 `unknown-key`
 */
export const verify = (envelope: Envelope, trusted: TrustedKeys): Verified => {
  const { payloadType } = envelope;
  const payload = fromBase64(envelope.payload);
  const signed = preAuthentication(payloadType, payload);
  for (const { sig } of envelope.signatures) {
    const signature = fromBase64(sig);
    for (const [keyId, key] of trusted) {
      if (verifySignature(null, signed, key, signature)) return { payloadType, payload, keyId };
    }
  }
  throw refusal(envelope, trusted);
};
