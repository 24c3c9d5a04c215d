import type { Digest } from '../digest/canonical-digest.ts';
import { positionAt } from '../event-log/position.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { TrustedKeys } from '../signing/trusted-keys.ts';
import type { ArchiveProblem } from './archive-problem.ts';
import { checkLinks } from './check-links.ts';
import { checkSegment, type CheckedSegment } from './check-segment.ts';
import { type ArchiveListing, listArchive } from './list-archive.ts';
import { archivePrefix, segmentName } from './segment-name.ts';

/** Fetched at once: a store elsewhere answers late, and what waits here is bounded. */
const AT_ONCE = 4;

export interface ArchiveReport {
  readonly stream: string;
  readonly segments: number;
  readonly events: number;
  /** The last sequence of the last segment that is in order; 0 for none. */
  readonly to: number;
  /** Of the manifest of each segment that is in order, by its last sequence. */
  readonly digests: ReadonlyMap<number, Digest>;
  /** Empty if everything is as it was written. */
  readonly problems: readonly ArchiveProblem[];
}

interface VerifyOptions {
  /** How far the archive must reach at least. Without it a chain that lost its end is one that is shorter. */
  readonly reach?: number;
  readonly signal?: AbortSignal;
}

const problemsOfNames = (stream: string, { unsigned, strays }: ArchiveListing): readonly ArchiveProblem[] => [
  ...strays.map((name) => ({
    kind: 'stray' as const,
    objects: [name],
    detail: 'Nothing that belongs here has such a name.',
  })),
  ...unsigned.map((range) => ({
    kind: 'unsigned' as const,
    objects: [segmentName(stream, range)],
    detail:
      'Its manifest is not there: it was taken, this was added, or archiving was cut off and will go on here.',
  })),
];

const shortOf = (stream: string, to: number, reach: number): readonly ArchiveProblem[] =>
  to >= reach
    ? []
    : [
        {
          kind: 'short',
          objects: [archivePrefix(stream)],
          detail: `It must reach position ${positionAt(reach)} and ends at ${positionAt(to)}: its end is missing.`,
        },
      ];

/**
 * Reads the whole archive of a stream and says what of it is not as it was written: changed, missing, swapped,
 * renamed or added objects, broken links, and an end that came too early.
 * @param onProgress told how many segments of how many are checked
 * @throws AppError 503 `objects-away`; the signal's reason when it aborts
 */
export const verifyArchive = async (
  store: ObjectStore,
  stream: string,
  trusted: TrustedKeys,
  onProgress: (checked: number, total: number) => void = () => undefined,
  { reach = 0, signal }: VerifyOptions = {},
): Promise<ArchiveReport> => {
  const listing = await listArchive(store, stream);
  const checked: CheckedSegment[] = [];
  while (checked.length < listing.signed.length) {
    signal?.throwIfAborted();
    const next = listing.signed.slice(checked.length, checked.length + AT_ONCE);
    checked.push(
      ...(await Promise.all(next.map((range) => checkSegment({ store, stream, trusted }, range)))),
    );
    onProgress(checked.length, listing.signed.length);
  }
  const good = checked.flatMap(({ sealed, problems }) => (sealed && problems.length === 0 ? [sealed] : []));
  const to = good.at(-1)?.manifest.to ?? 0;
  return {
    stream,
    segments: good.length,
    events: good.reduce((sum, { manifest }) => sum + manifest.events, 0),
    to,
    digests: new Map(good.map(({ manifest, digest }) => [manifest.to, digest])),
    problems: [
      ...problemsOfNames(stream, listing),
      ...checked.flatMap(({ problems }) => problems),
      ...checkLinks(stream, checked),
      ...shortOf(stream, listing.signed.at(-1)?.to ?? 0, reach),
    ],
  };
};
