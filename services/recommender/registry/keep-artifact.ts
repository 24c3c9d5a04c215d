import type { Provenance } from '../../contracts/http/registry.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { Signer } from '../../platform/signing/signer.ts';
import { artifactName, provenanceName } from './artifact-names.ts';
import { sealProvenance, unsealProvenance } from './sealed-provenance.ts';

/**
 * Keeps an artifact, and then what is said of it.
 * @returns what is said of it now: where the same came of the same training set before, it is what was said then
 * @throws AppError 503 `objects-away`; 422 `signature-invalid` or `unknown-key` if somebody else has said something of it
 */
export const keepArtifact = async (
  store: ObjectStore,
  signer: Signer,
  provenance: Provenance,
  artifact: Uint8Array,
): Promise<Provenance> => {
  const name = provenanceName(provenance.training);
  await store.putIfAbsent(artifactName(provenance.training), artifact);
  const put = await store.putIfAbsent(name, sealProvenance(provenance, signer).bytes);
  const kept = put === 'stored' ? undefined : await store.get(name);
  return kept ? unsealProvenance(kept, signer.trusted).provenance : provenance;
};
