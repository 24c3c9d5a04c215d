import type { Provenance, Training } from '../../contracts/http/registry.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import type { TrustedKeys } from '../../platform/signing/trusted-keys.ts';
import { apartModels } from '../models/apart-models.ts';
import type { TrainedModel } from '../models/model-history.ts';
import { artifactName, provenanceName } from './artifact-names.ts';
import { digestInSlices } from './digest-in-slices.ts';
import { unsealProvenance } from './sealed-provenance.ts';

/** What is believed of an artifact, and its bytes. */
export interface VerifiedArtifact {
  readonly provenance: Provenance;
  readonly signedBy: string;
  readonly bytes: Uint8Array;
}

/** What an artifact is held against. */
export interface Lineage {
  readonly store: Pick<ObjectStore, 'get'>;
  readonly trusted: TrustedKeys;
  /** Of the log. */
  readonly head: Position;
  readonly isKnownPolicy: (digest: string) => boolean;
}

/** The one refusal that is nobody's doing: newer code doesn't read what older code made. */
export const OUTDATED = 'artifact-outdated';

const refused = (code: string, { name, artifact }: Training, why: string): AppError =>
  new AppError(
    422,
    code,
    `The artifact ${artifact} of ${name} is not used: ${why}. Train ${name} again, or find out who changed it.`,
    { facts: { model: name, artifact } },
  );

/** As the log tells it, without who wanted it and why. */
const trainingOf = ({
  position: _position,
  time: _time,
  reason: _reason,
  author: _author,
  ...training
}: TrainedModel) => training;

const checkLineage = (
  trained: TrainedModel,
  provenance: Provenance,
  { head, isKnownPolicy }: Lineage,
): void => {
  const training = trainingOf(trained);
  if (canonicalJson(provenance.training) !== canonicalJson(training))
    throw refused('lineage-broken', training, 'what was signed of it is not what the log says of it');
  if (training.asOf > trained.position || training.asOf > head)
    throw refused('lineage-broken', training, `its training set is of ${training.asOf}, past the log`);
  if (!isKnownPolicy(training.policy))
    throw refused(
      'lineage-broken',
      training,
      `nobody knows the policy ${training.policy} of its training set`,
    );
  const { version } = apartModels[training.name].model;
  if (training.version !== version)
    throw refused(OUTDATED, training, `it is of version ${training.version}, and this is ${version}`);
};

/**
 * Verifies an artifact that the log tells of: a trusted key has signed what the log says of it, its lineage holds, and
 * its bytes are those that were signed.
 * @throws AppError 422 `artifact-missing`, `signature-invalid`, `unknown-key`, `artifact-swapped`, `lineage-broken`,
 *   `artifact-outdated`, `artifact-tampered`; 503 `objects-away`
 */
export const verifyArtifact = async (trained: TrainedModel, lineage: Lineage): Promise<VerifiedArtifact> => {
  const { store, trusted } = lineage;
  const envelope = await store.get(provenanceName(trained));
  if (!envelope) throw refused('artifact-missing', trained, 'what was signed of it is gone');
  const { provenance, subject, signedBy } = unsealProvenance(envelope, trusted);
  if (subject.name !== artifactName(trained) || subject.digest !== trained.artifact)
    throw refused('artifact-swapped', trained, `what was signed in its place is of ${subject.name}`);
  checkLineage(trained, provenance, lineage);
  const bytes = await store.get(artifactName(trained));
  if (!bytes) throw refused('artifact-missing', trained, 'its bytes are gone');
  if ((await digestInSlices(bytes)) !== trained.artifact)
    throw refused('artifact-tampered', trained, 'its bytes are not those that were signed');
  return { provenance, signedBy, bytes };
};
