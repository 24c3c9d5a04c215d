import type { Config } from '../../platform/config/config.ts';
import { decodeEnvelope, encodeEnvelope } from '../../platform/signing/envelope.ts';
import { createSigner, openSigner, type Signer } from '../../platform/signing/signer.ts';
import { type TrustedKeys, trustKeys } from '../../platform/signing/trusted-keys.ts';
import { verify } from '../../platform/signing/verify.ts';
import type { Seal } from '../../recommender/snapshots/snapshots.ts';

const SNAPSHOT = 'application/vnd.relish.snapshot+json';

export interface Signing {
  readonly signer: Signer;
  /** Our own key and those that RELISH_TRUSTED_KEYS names: each service signs its own stream. */
  readonly trusted: TrustedKeys;
}

/** @throws AppError 400 `invalid-key` */
export const openSigning = async (config: Config): Promise<Signing> => {
  const { RELISH_SIGNING_KEY: pem, RELISH_DATA, RELISH_TRUSTED_KEYS } = config;
  const signer = pem === undefined ? await openSigner(RELISH_DATA) : createSigner(pem, 'RELISH_SIGNING_KEY');
  return { signer, trusted: new Map([...trustKeys(RELISH_TRUSTED_KEYS), ...signer.trusted]) };
};

/** Seals the manifests of snapshots; only our own are taken up again: a snapshot is what the fold believes. */
export const sealSnapshots = ({ signer }: Signing): Seal => ({
  sign: (manifest) => encodeEnvelope(signer.sign(SNAPSHOT, manifest)),
  verify(envelope) {
    const { payloadType, payload } = verify(decodeEnvelope(envelope), signer.trusted);
    if (payloadType === SNAPSHOT) return payload;
    throw new Error(`it is signed as ${payloadType}`);
  },
});
