import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { positionAt } from '../event-log/position.ts';
import type { ArchivedEntry } from './archived-entry.ts';

/** Bytes of text that one segment may unpack to: far above what a segment holds, and what a process can bear. */
const MAX_TEXT = 256 * 1024 * 1024;
/** The byte of a gzip header that names the operating system, and its value for "unknown" (RFC 1952). */
const OS_BYTE = 9;
const OS_UNKNOWN = 255;

const LINE = /^\{"position":"(\d{16})","event":(.*)\}$/s;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/**
 * A line an entry: `{"position":"…","event":{…}}`.
 * @throws TypeError for a text of several lines, which no JSON.stringify writes
 */
export const segmentText = (entries: readonly ArchivedEntry[]): string =>
  entries
    .map(({ sequence, text }) => {
      if (text.includes('\n')) throw new TypeError(`The event at ${positionAt(sequence)} is no single line.`);
      return `{"position":"${positionAt(sequence)}","event":${text}}\n`;
    })
    .join('');

/** Compressed, with nothing of the time or of the machine in the header: the same text gives the same bytes. */
export const packSegment = async (text: string): Promise<Uint8Array> => {
  const bytes = await compress(text);
  bytes[OS_BYTE] = OS_UNKNOWN;
  return bytes;
};

/** @throws Error for bytes that are not compressed, or unpack to more than any segment holds */
export const unpackSegment = async (bytes: Uint8Array): Promise<string> =>
  (await decompress(bytes, { maxOutputLength: MAX_TEXT })).toString();

/**
 * The entries of a segment's text.
 * @throws SyntaxError for a line that isn't one of ours, or is out of order
 */
export const entriesOf = (text: string): readonly ArchivedEntry[] => {
  let last = 0;
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new SyntaxError('The last line of the segment is cut off.');
  return lines.map((line, index) => {
    const [, position, event] = LINE.exec(line) ?? [];
    if (position === undefined || event === undefined || Number(position) <= last) {
      throw new SyntaxError(`Line ${index + 1} of the segment is no entry, or out of order.`);
    }
    last = Number(position);
    return { sequence: last, text: event };
  });
};
