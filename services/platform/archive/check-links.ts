import { positionAt } from '../event-log/position.ts';
import type { ArchiveProblem } from './archive-problem.ts';
import type { CheckedSegment } from './check-segment.ts';
import { manifestName, type SegmentRange } from './segment-name.ts';

/** Whether a segment follows the one before it; unknown where one of them can't be believed. */
type Link = 'holds' | 'broken' | 'unknown';

const linkOf = (before: CheckedSegment | undefined, { sealed, range }: CheckedSegment): Link => {
  if (!sealed) return 'unknown';
  if (!before) return sealed.manifest.previous === null ? 'holds' : 'broken';
  if (!before.sealed) return 'unknown';
  const follows = sealed.manifest.previous === before.sealed.digest && range.from > before.range.to;
  return follows ? 'holds' : 'broken';
};

/** Which positions may be missing between two ranges; in a stream that shares its count perhaps none. */
const between = (before: SegmentRange, range: SegmentRange): string =>
  range.from > before.to + 1
    ? ` (positions ${positionAt(before.to + 1)} to ${positionAt(range.from - 1)})`
    : '';

const tell = (
  stream: string,
  before: CheckedSegment | undefined,
  { range }: CheckedSegment,
): ArchiveProblem => {
  const name = manifestName(stream, range);
  if (!before) {
    const detail = 'It is not the first of its chain: what was before it is missing.';
    return { kind: 'broken-link', objects: [name], detail };
  }
  const detail = `The second doesn't follow the first: what was between them${between(before.range, range)} is missing, or one of the two is of another chain.`;
  return { kind: 'broken-link', objects: [manifestName(stream, before.range), name], detail };
};

/**
 * Where a chain is broken. A segment that neither follows nor is followed is the stranger; of a single break nobody
 * can say which side is wrong.
 */
export const checkLinks = (
  stream: string,
  segments: readonly CheckedSegment[],
): readonly ArchiveProblem[] => {
  const links = segments.map((segment, index) => linkOf(segments[index - 1], segment));
  const isStranger = (index: number): boolean => links[index] === 'broken' && links[index + 1] === 'broken';
  return segments.flatMap((segment, index): ArchiveProblem[] => {
    if (isStranger(index)) {
      const detail = 'It is of another chain: it follows nothing here, and nothing follows it.';
      return [{ kind: 'broken-link', objects: [manifestName(stream, segment.range)], detail }];
    }
    const isTold = links[index] !== 'broken' || (index > 0 && isStranger(index - 1));
    return isTold ? [] : [tell(stream, segments[index - 1], segment)];
  });
};
