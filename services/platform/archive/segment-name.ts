import { positionAt } from '../event-log/position.ts';

/** What a segment holds: the entries of a stream whose sequences lie from `from` to `to`, both included. */
export interface SegmentRange {
  readonly from: number;
  readonly to: number;
}

const STREAM = /^[a-z0-9][a-z0-9-]{0,63}$/;
const NAME = /^(\d{16})-(\d{16})\.(ndjson\.gz|json)$/;

/** Where the archive of all streams lies. */
export const ARCHIVE = 'log/';

/** @throws TypeError for what can't be part of an object's name */
export const archivePrefix = (stream: string): string => {
  if (!STREAM.test(stream)) throw new TypeError(`${stream} can't be the name of a stream.`);
  return `${ARCHIVE}${stream}/`;
};

const stem = (stream: string, { from, to }: SegmentRange): string =>
  `${archivePrefix(stream)}${positionAt(from)}-${positionAt(to)}`;

/** The object with the entries. */
export const segmentName = (stream: string, range: SegmentRange): string =>
  `${stem(stream, range)}.ndjson.gz`;

/** The object with the signed manifest of them. */
export const manifestName = (stream: string, range: SegmentRange): string => `${stem(stream, range)}.json`;

/** What the name of an object of the stream says, undefined if nothing of ours has such a name. */
export const readName = (
  stream: string,
  name: string,
): (SegmentRange & { readonly kind: 'segment' | 'manifest' }) | undefined => {
  const prefix = archivePrefix(stream);
  const [, from, to, ending] = NAME.exec(name.startsWith(prefix) ? name.slice(prefix.length) : '') ?? [];
  if (from === undefined || to === undefined || from > to || Number(from) < 1) return undefined;
  return { from: Number(from), to: Number(to), kind: ending === 'json' ? 'manifest' : 'segment' };
};
