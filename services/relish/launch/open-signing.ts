import type { Config } from '../../platform/config/config.ts';
import { decodeEnvelope, encodeEnvelope, signatureInvalid } from '../../platform/signing/envelope.ts';
import { createSigner, openSigner, type Signer } from '../../platform/signing/signer.ts';
import { type TrustedKeys, trustKeys } from '../../platform/signing/trusted-keys.ts';
import { verify } from '../../platform/signing/verify.ts';
import type { Seal } from '../../recommender/snapshots/snapshots.ts';

const SNAPSHOT = 'application/vnd.relish.snapshot+json';
const BUNDLE = 'application/vnd.relish.incident-bundle+json';

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

const verifying =
  (type: string, trusted: TrustedKeys) =>
  (envelope: Uint8Array): Uint8Array => {
    const { payloadType, payload } = verify(decodeEnvelope(envelope), trusted);
    if (payloadType === type) return payload;
    throw signatureInvalid(`it is signed as ${payloadType}`);
  };

const sealAs = (type: string, signer: Signer, trusted: TrustedKeys): Seal => ({
  sign: (manifest) => encodeEnvelope(signer.sign(type, manifest)),
  verify: verifying(type, trusted),
});

/** Seals the manifests of snapshots; only our own are taken up again: a snapshot is what the fold believes. */
export const sealSnapshots = ({ signer }: Signing): Seal => sealAs(SNAPSHOT, signer, signer.trusted);

/** Seals forensic bundles. */
export const sealBundles = ({ signer, trusted }: Signing): Seal => sealAs(BUNDLE, signer, trusted);

/** Opens bundles that these keys have sealed. @throws AppError 422 `signature-invalid`, 422 `unknown-key` */
export const openBundleWith = (trusted: TrustedKeys): Pick<Seal, 'verify'> => ({
  verify: verifying(BUNDLE, trusted),
});
