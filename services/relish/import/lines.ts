import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** One line of a file, numbered from 1. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: 'line-too-long' | 'not-utf-8' };

interface LineOptions {
  /** A longer line is reported and skipped; no more than this is ever held. */
  readonly maxBytes: number;
  /** latin-1 takes any byte; UTF-8 is checked. */
  readonly encoding?: 'utf8' | 'latin1';
}

/** Splits a byte stream into lines in bounded memory. An empty line has the text ''. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  { maxBytes, encoding = 'utf8' }: LineOptions,
): AsyncGenerator<Line> {
  let number = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;

  const hold = (piece: Buffer): void => {
    heldBytes += piece.length;
    if (heldBytes <= maxBytes) held.push(piece);
    else held = [];
  };
  const finish = (): Line => {
    number += 1;
    const tooLong = heldBytes > maxBytes;
    const bytes = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    held = [];
    heldBytes = 0;
    if (tooLong) return { number, problem: 'line-too-long' };
    if (encoding === 'utf8' && !isUtf8(bytes)) return { number, problem: 'not-utf-8' };
    const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
    return { number, text: bytes.toString(encoding, 0, end) };
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (heldBytes > 0) yield finish();
}
