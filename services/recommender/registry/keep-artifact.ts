import type { Provenance } from '../../contracts/http/registry.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { Signer } from '../../platform/signing/signer.ts';
import type { TrustedKeys } from '../../platform/signing/trusted-keys.ts';
import { artifactName, provenanceName } from './artifact-names.ts';
import { digestInSlices } from './digest-in-slices.ts';
import { sealProvenance, unsealProvenance } from './sealed-provenance.ts';

/**
 * Puts bytes where there are none, or none that can be believed: somebody has changed those.
 * @param read what is believed of the bytes that are there
 * @returns that; undefined where the new bytes were put
 */
const keep = async <T>(
  store: ObjectStore,
  name: string,
  bytes: Uint8Array,
  read: (kept: Uint8Array) => Promise<T | undefined>,
): Promise<T | undefined> => {
  if ((await store.putIfAbsent(name, bytes)) === 'stored') return undefined;
  const kept = await store.get(name);
  const believed = kept && (await read(kept));
  if (believed !== undefined) return believed;
  await store.remove(name);
  await store.putIfAbsent(name, bytes);
  return undefined;
};

/** What was said of the same training before; undefined where it is of another one, of another log, or of nobody we trust. */
const saidBefore = (
  kept: Uint8Array,
  trusted: TrustedKeys,
  { training: { name, artifact, trainingSet, asOf } }: Provenance,
): Provenance | undefined => {
  try {
    const { provenance } = unsealProvenance(kept, trusted);
    const { training } = provenance;
    const isSame =
      training.name === name && training.artifact === artifact && training.trainingSet === trainingSet;
    return isSame && training.asOf <= asOf ? provenance : undefined;
  } catch (error) {
    if (error instanceof AppError && error.status === 422) return undefined;
    throw error;
  }
};

/**
 * Keeps an artifact, and then what is said of it. What was tampered with in the store is made good: to train again is the
 * way out of every refusal, but where the store lets nobody remove what was signed (infra/minio).
 * @returns what is said of it now: where the same came of the same training set before, it is what was said then
 * @throws AppError 503 `objects-away`, `objects-refused`
 */
export const keepArtifact = async (
  store: ObjectStore,
  signer: Signer,
  provenance: Provenance,
  artifact: Uint8Array,
): Promise<Provenance> => {
  const { training } = provenance;
  await keep(store, artifactName(training), artifact, async (kept) =>
    (await digestInSlices(kept)) === training.artifact ? kept : undefined,
  );
  const sealed = sealProvenance(provenance, signer).bytes;
  const read = async (kept: Uint8Array) => saidBefore(kept, signer.trusted, provenance);
  return (await keep(store, provenanceName(training), sealed, read)) ?? provenance;
};
