import { type Provenance, provenance as schema } from '../../contracts/http/registry.ts';
import { type Sealed, seal, unseal } from '../../platform/archive/manifest.ts';
import { signatureInvalid } from '../../platform/signing/envelope.ts';
import type { Signer } from '../../platform/signing/signer.ts';
import { decodeStatement, encodeStatement, type Subject } from '../../platform/signing/statement.ts';
import type { KeyId, TrustedKeys } from '../../platform/signing/trusted-keys.ts';
import { artifactName } from './artifact-names.ts';

const PREDICATE = 'urn:relish:model:v1';

const subjectOf = ({ training }: Provenance): Subject => ({
  name: artifactName(training),
  digest: `sha256:${training.artifact.slice('sha256:'.length)}`,
});

/** An in-toto statement about an artifact in a DSSE envelope. */
export const sealProvenance = (provenance: Provenance, signer: Signer): Sealed =>
  seal(encodeStatement([subjectOf(provenance)], PREDICATE, provenance), signer);

/**
 * What a trusted key has signed, and whose key it was.
 * @throws AppError 422 `signature-invalid`, 422 `unknown-key`
 */
export const unsealProvenance = (
  bytes: Uint8Array,
  trusted: TrustedKeys,
): { readonly provenance: Provenance; readonly subject: Subject; readonly signedBy: KeyId } => {
  const { verified } = unseal(bytes, trusted);
  const { subjects, predicate } = decodeStatement(verified, PREDICATE, schema);
  const [subject, ...more] = subjects;
  if (!subject || more.length > 0) throw signatureInvalid('a statement is of one artifact');
  return { provenance: predicate, subject, signedBy: verified.keyId };
};
