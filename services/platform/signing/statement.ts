import { z } from 'zod';
import { canonicalJson, type Digest } from '../digest/canonical-digest.ts';
import { signatureInvalid } from './envelope.ts';
import type { Verified } from './verify.ts';

const STATEMENT = 'https://in-toto.io/Statement/v1';
/** The type under which statements are signed. */
export const STATEMENT_TYPE = 'application/vnd.in-toto+json';

/** An artifact by its name and by the digest of its bytes. */
export interface Subject {
  readonly name: string;
  readonly digest: Digest;
}

const statement = z.object({
  _type: z.literal(STATEMENT),
  subject: z
    .array(
      z.object({ name: z.string().min(1), digest: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) }),
    )
    .min(1),
  predicateType: z.string(),
  predicate: z.unknown(),
});

/** An in-toto Statement v1 about artifacts, as the one JSON text it has. */
export const encodeStatement = (
  subjects: readonly Subject[],
  predicateType: string,
  predicate: unknown,
): Uint8Array =>
  Buffer.from(
    canonicalJson({
      _type: STATEMENT,
      subject: subjects.map(({ name, digest }) => ({
        name,
        digest: { sha256: digest.slice('sha256:'.length) },
      })),
      predicateType,
      predicate,
    }),
  );

/**
 * Reads what `encodeStatement` wrote, from verified bytes.
 * @throws AppError 422 `signature-invalid` if what was signed is another kind of statement
 */
export const decodeStatement = <Predicate>(
  { payloadType, payload }: Verified,
  predicateType: string,
  schema: z.ZodType<Predicate>,
): { readonly subjects: readonly Subject[]; readonly predicate: Predicate } => {
  if (payloadType !== STATEMENT_TYPE)
    throw signatureInvalid('it is signed as something else than a statement');
  try {
    const read = statement.extend({ predicateType: z.literal(predicateType) });
    const { subject, predicate } = read.parse(JSON.parse(new TextDecoder().decode(payload)));
    return {
      subjects: subject.map(({ name, digest }) => ({ name, digest: `sha256:${digest.sha256}` })),
      predicate: schema.parse(predicate),
    };
  } catch (cause) {
    throw signatureInvalid(`what was signed is no ${predicateType}`, cause);
  }
};
