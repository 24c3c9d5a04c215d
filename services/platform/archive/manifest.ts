import { z } from 'zod';
import { position } from '../../contracts/primitives.ts';
import { digestOfBytes } from '../digest/bytes-digest.ts';
import type { Digest } from '../digest/canonical-digest.ts';
import { positionAt } from '../event-log/position.ts';
import { decodeEnvelope, encodeEnvelope, signatureInvalid } from '../signing/envelope.ts';
import type { Signer } from '../signing/signer.ts';
import { decodeStatement, encodeStatement, STATEMENT_TYPE, type Subject } from '../signing/statement.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { verify } from '../signing/verify.ts';
import type { SegmentRange } from './segment-name.ts';
import { type StreamRuns, streamRuns } from './stream-runs.ts';

const SEGMENT = 'urn:relish:log-segment:v1';

/** As `digestOf` writes it. */
export const digest = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]);

const predicate = z.object({
  stream: z.string(),
  from: position,
  to: position,
  events: z.int().min(1),
  previous: digest.nullable(),
  streams: streamRuns.optional(),
});

/** What is said of a segment under a signature. */
export interface Manifest extends SegmentRange {
  readonly stream: string;
  readonly events: number;
  /** The object with the entries, and the digest of its bytes. */
  readonly segment: Subject;
  /** Digest of the manifest before, null for the first: a chain, of which no link can be taken or changed unseen. */
  readonly previous: Digest | null;
  /** Where a whole log of several streams is archived as one. */
  readonly streams?: StreamRuns | undefined;
}

/** A manifest as it is kept. */
export interface Sealed {
  /** The envelope. */
  readonly bytes: Uint8Array;
  /** Of the manifest itself, whoever signed it. */
  readonly digest: Digest;
}

/** Signs a statement, in the one spelling that `unseal` takes. */
export const seal = (statement: Uint8Array, signer: Signer): Sealed => ({
  bytes: encodeEnvelope(signer.sign(STATEMENT_TYPE, statement)),
  digest: digestOfBytes(statement),
});

/**
 * Verifies an envelope as `seal` wrote it. Stricter than DSSE: also what nobody signed (the name of the key, the
 * spelling) must be as it was written, so that no byte of the archive can change unseen.
 * @throws AppError 422 `signature-invalid`, 422 `unknown-key`
 */
export const unseal = (bytes: Uint8Array, trusted: TrustedKeys) => {
  const envelope = decodeEnvelope(bytes);
  const verified = verify(envelope, trusted);
  const [signature, ...more] = envelope.signatures;
  const isAsWritten =
    signature?.keyid === verified.keyId && Buffer.compare(encodeEnvelope(envelope), bytes) === 0;
  if (!isAsWritten || more.length > 0) throw signatureInvalid('the envelope was rewritten');
  return { verified, digest: digestOfBytes(verified.payload) };
};

export const sealManifest = (manifest: Manifest, signer: Signer): Sealed => {
  const { stream, from, to, events, segment, previous, streams } = manifest;
  const range = { from: positionAt(from), to: positionAt(to) };
  const facts = { stream, ...range, events, previous, ...(streams && { streams }) };
  return seal(encodeStatement([segment], SEGMENT, facts), signer);
};

/** @throws AppError 422 `signature-invalid`, 422 `unknown-key` */
export const unsealManifest = (
  bytes: Uint8Array,
  trusted: TrustedKeys,
): { readonly manifest: Manifest; readonly digest: Digest } => {
  const { verified, digest } = unseal(bytes, trusted);
  const { subjects, predicate: facts } = decodeStatement(verified, SEGMENT, predicate);
  const [segment, ...more] = subjects;
  if (!segment || more.length > 0) throw signatureInvalid('a manifest is of one segment');
  return { manifest: { ...facts, from: Number(facts.from), to: Number(facts.to), segment }, digest };
};
