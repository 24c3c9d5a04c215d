import { AppError } from '../http/app-error.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import { archiveDamaged } from './archive-errors.ts';
import { type Manifest, unsealManifest } from './manifest.ts';
import { manifestName, segmentName, type SegmentRange } from './segment-name.ts';

/** What of a manifest isn't what its name says, undefined if all is. */
export const misfit = (manifest: Manifest, stream: string, range: SegmentRange): string | undefined => {
  if (manifest.stream !== stream) return `is of the stream ${manifest.stream}`;
  if (manifest.segment.name !== segmentName(stream, range))
    return `was signed as that of ${manifest.segment.name}`;
  const isOfRange = manifest.from === range.from && manifest.to === range.to;
  return isOfRange ? undefined : 'says other positions than its name';
};

/**
 * The manifest of a range, its signature verified.
 * @throws AppError 500 `archive-damaged`, 422 `unknown-key`
 */
export const loadManifest = async (
  { store, stream, trusted }: { store: ObjectStore; stream: string; trusted: TrustedKeys },
  range: SegmentRange,
) => {
  const name = manifestName(stream, range);
  const bytes = await store.get(name);
  if (!bytes) throw archiveDamaged(name, 'is missing');
  try {
    const unsealed = unsealManifest(bytes, trusted);
    const wrong = misfit(unsealed.manifest, stream, range);
    if (wrong !== undefined) throw archiveDamaged(name, wrong);
    return unsealed;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'signature-invalid') throw error;
    throw archiveDamaged(name, 'is not what was signed', error);
  }
};
