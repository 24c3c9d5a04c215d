import { z } from 'zod';
import { position } from '../../contracts/primitives.ts';
import { digest, seal, type Sealed, unseal } from '../archive/manifest.ts';
import { type StreamRuns, streamRuns } from '../archive/stream-runs.ts';
import type { Digest } from '../digest/canonical-digest.ts';
import { positionAt } from '../event-log/position.ts';
import { signatureInvalid } from '../signing/envelope.ts';
import type { Signer } from '../signing/signer.ts';
import { decodeStatement, encodeStatement } from '../signing/statement.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';

const BACKUP = 'urn:relish:backup:v1';
const NAME = /^backups\/(\d{16})\.json$/;
const REST_NAME = /^backups\/(\d{16})\.ndjson\.gz$/;

/** Where the backups lie, beside the archive that they stand on. */
export const BACKUPS = 'backups/';
/** The stream of the archive that holds a backed-up log: all of it, whatever streams it has where it runs. */
export const WHOLE_LOG = 'all';

const predicate = z.object({
  position,
  events: z.int().min(0),
  archivedTo: position,
  previous: digest.nullable(),
  streams: streamRuns.optional(),
});

/**
 * A log up to a position: the archive's whole segments up to `archivedTo`, and the rest by itself. So backups share
 * all but their ends, each is whole, and two at once never write the same thing differently.
 */
export interface BackupManifest {
  /** The last sequence. */
  readonly position: number;
  /** Of the whole backup. */
  readonly events: number;
  readonly archivedTo: number;
  /** Digest of the archive's manifest that ends at `archivedTo`; null where the archive is empty. */
  readonly previous: Digest | null;
  /** Digest of the object with the rest. */
  readonly rest: Digest;
  /** Of the rest, if the log has several streams. */
  readonly streams?: StreamRuns | undefined;
}

export const backupName = (sequence: number): string => `${BACKUPS}${positionAt(sequence)}.json`;
export const restName = (sequence: number): string => `${BACKUPS}${positionAt(sequence)}.ndjson.gz`;

/** Of what position the name of an object says that it is the backup, or the rest of one. */
export const readBackupName = (
  name: string,
): { readonly kind: 'backup' | 'rest'; readonly position: number } | undefined => {
  const backup = NAME.exec(name)?.[1];
  if (backup !== undefined) return { kind: 'backup', position: Number(backup) };
  const rest = REST_NAME.exec(name)?.[1];
  return rest === undefined ? undefined : { kind: 'rest', position: Number(rest) };
};

export const sealBackup = (manifest: BackupManifest, signer: Signer): Sealed => {
  const { position, events, archivedTo, previous, rest, streams } = manifest;
  const reach = { position: positionAt(position), archivedTo: positionAt(archivedTo) };
  const facts = { ...reach, events, previous, ...(streams && { streams }) };
  return seal(encodeStatement([{ name: restName(position), digest: rest }], BACKUP, facts), signer);
};

/** @throws AppError 422 `signature-invalid`, 422 `unknown-key` */
export const unsealBackup = (
  bytes: Uint8Array,
  trusted: TrustedKeys,
): { readonly manifest: BackupManifest; readonly digest: Digest } => {
  const unsealed = unseal(bytes, trusted);
  const { subjects, predicate: facts } = decodeStatement(unsealed.verified, BACKUP, predicate);
  const [rest, ...more] = subjects;
  const sequence = Number(facts.position);
  if (rest?.name !== restName(sequence) || more.length > 0) throw signatureInvalid('a backup has one rest');
  const { events, archivedTo, previous, streams } = facts;
  const manifest = {
    position: sequence,
    events,
    archivedTo: Number(archivedTo),
    previous,
    rest: rest.digest,
    streams,
  };
  return { manifest, digest: unsealed.digest };
};
