import { z } from 'zod';
import { sealedBundle } from '../../../contracts/http/incidents.ts';
import { type IncidentBundle, incidentBundle } from '../../../contracts/incident-bundle.ts';
import { digest } from '../../../contracts/primitives.ts';
import { digestOfBytes } from '../../../platform/digest/bytes-digest.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import type { Seal } from '../../snapshots/snapshots.ts';

const manifest = z.object({ kind: z.literal('incident-bundle'), digest });

const unusable = (why: string, cause?: unknown): AppError =>
  new AppError(422, 'bundle-unusable', `The bundle can't be used: ${why}.`, { cause });

const parsed = <T>(schema: z.ZodType<T>, text: string, what: string): T => {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw unusable(`${what} is not as this version of Relish writes it`, cause);
  }
};

/** A bundle whose seal holds, and the state that came with it, not unpacked. */
export interface OpenedBundle {
  readonly bundle: IncidentBundle;
  /** Its digest is in the bundle. */
  readonly snapshot: Uint8Array | undefined;
  /** Of trained models, by digest; of each its digest is in the bundle, and holds. */
  readonly artifacts: ReadonlyMap<string, Uint8Array>;
}

/** @throws AppError 422 where the bytes aren't those that the bundle names */
const artifactsIn = (
  { artifacts }: IncidentBundle,
  sent: Readonly<Record<string, string>> = {},
): OpenedBundle['artifacts'] => {
  const found = new Map<string, Uint8Array>();
  for (const { digest: named, isLeftOut } of artifacts) {
    if (isLeftOut) continue;
    const bytes = Buffer.from(Object.hasOwn(sent, named) ? sent[named]! : '', 'base64');
    if (digestOfBytes(bytes) !== named) throw unusable(`the artifact ${named} is not what was signed`);
    found.set(named, bytes);
  }
  return found;
};

/**
 * Opens a bundle: nothing of it is read before the seal holds, because what a state is made from must not be what
 * somebody made up.
 * @param text of the file
 * @throws AppError 422 `bundle-unusable`, and what `seal` throws where the signature doesn't hold
 */
export const readBundle = async (text: string, seal: Pick<Seal, 'verify'>): Promise<OpenedBundle> => {
  const { seal: envelope, content, snapshot, artifacts } = parsed(sealedBundle, text, 'the file');
  const signed = await seal.verify(Buffer.from(envelope, 'base64'));
  const told = parsed(manifest, Buffer.from(signed).toString(), 'what was signed');
  if (digestOfBytes(Buffer.from(content)) !== told.digest)
    throw unusable('its content is not what was signed');
  const bundle = parsed(incidentBundle, content, 'its content');
  return {
    bundle,
    artifacts: artifactsIn(bundle, artifacts),
    snapshot: snapshot === undefined ? undefined : Buffer.from(snapshot, 'base64'),
  };
};
