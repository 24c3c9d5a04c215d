import { digestOfBytes } from '../digest/bytes-digest.ts';
import { AppError } from '../http/app-error.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import type { ArchiveProblem } from './archive-problem.ts';
import { misfit } from './load-manifest.ts';
import { type Manifest, unsealManifest } from './manifest.ts';
import { manifestName, segmentName, type SegmentRange } from './segment-name.ts';
import { entriesOf, unpackSegment } from './segment.ts';

export interface CheckedArchive {
  readonly store: ObjectStore;
  readonly stream: string;
  readonly trusted: TrustedKeys;
}

type Unsealed = ReturnType<typeof unsealManifest>;

/** A range of the archive, and what was found. Without `sealed` its manifest is not to be believed. */
export interface CheckedSegment {
  readonly range: SegmentRange;
  readonly sealed?: Unsealed;
  readonly problems: readonly ArchiveProblem[];
}

const problem = (kind: ArchiveProblem['kind'], name: string, detail: string): ArchiveProblem => ({
  kind,
  objects: [name],
  detail,
});

const unsealOrTell = (bytes: Uint8Array, name: string, trusted: TrustedKeys): Unsealed | ArchiveProblem => {
  try {
    return unsealManifest(bytes, trusted);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return problem(error.code === 'unknown-key' ? 'untrusted' : 'changed', name, error.message);
  }
};

const checkManifest = async (
  { store, stream, trusted }: CheckedArchive,
  range: SegmentRange,
): Promise<Unsealed | ArchiveProblem> => {
  const name = manifestName(stream, range);
  const bytes = await store.get(name);
  if (!bytes) return problem('missing', name, 'It was there a moment ago.');
  const unsealed = unsealOrTell(bytes, name, trusted);
  if ('kind' in unsealed) return unsealed;
  const wrong = misfit(unsealed.manifest, stream, range);
  return wrong === undefined ? unsealed : problem('misplaced', name, `It ${wrong}.`);
};

/** What a signed segment must hold: its signer may have been wrong, too. */
const misheld = async (bytes: Uint8Array, { events, from, to }: Manifest): Promise<string | undefined> => {
  try {
    const entries = entriesOf(await unpackSegment(bytes));
    const [first, last] = [entries[0]?.sequence, entries.at(-1)?.sequence];
    if (entries.length !== events)
      return `It holds ${entries.length} events, and its manifest says ${events}.`;
    return first === from && last === to ? undefined : 'It holds other positions than its name says.';
  } catch (error) {
    return `It can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const checkEntries = async (
  { store, stream }: CheckedArchive,
  manifest: Manifest,
): Promise<ArchiveProblem | undefined> => {
  const name = segmentName(stream, manifest);
  const bytes = await store.get(name);
  if (!bytes) return problem('missing', name, 'Its manifest is there.');
  if (digestOfBytes(bytes) !== manifest.segment.digest) {
    return problem('changed', name, 'Its bytes are not those that were signed.');
  }
  const wrong = await misheld(bytes, manifest);
  return wrong === undefined ? undefined : problem('changed', name, wrong);
};

/** Checks one range by itself: its manifest's signature and name, its entries' digest, number and positions. */
export const checkSegment = async (archive: CheckedArchive, range: SegmentRange): Promise<CheckedSegment> => {
  const sealed = await checkManifest(archive, range);
  if ('kind' in sealed) return { range, problems: [sealed] };
  const wrong = await checkEntries(archive, sealed.manifest);
  return { range, sealed, problems: wrong ? [wrong] : [] };
};
