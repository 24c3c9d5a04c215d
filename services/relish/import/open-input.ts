import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import { ImportError } from './import-error.ts';

export interface Input extends AsyncDisposable {
  /** What the file says, unpacked if it was gzip. */
  readonly content: Readable;
  /** Bytes of the file as it lies there; undefined where nobody knows (standard input). */
  readonly size: number | undefined;
  /** How many of them have been read. */
  bytesRead(): number;
  /** Of the bytes that were read so far: of the whole file once it is read to its end. */
  digest(): string;
  /** Ends the reading where it is, also while it waits for more: who reads gets an error. */
  interrupt(): void;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const DAMAGED = ['Z_DATA_ERROR', 'Z_BUF_ERROR'];

/** Says what is wrong with a file whose reading failed; any other error comes back as it was. */
export const asImportError = (error: unknown, path: string): unknown => {
  const because = (detail: string) => new ImportError(detail, { cause: error });
  if (DAMAGED.some((code) => hasErrorCode(error, code))) {
    return because(`${path} is damaged or cut off: its gzip can't be unpacked to the end. Get it again.`);
  }
  if (hasErrorCode(error, 'ENOENT')) return because(`There is no file ${path}. Check the path.`);
  if (hasErrorCode(error, 'EACCES')) return because(`${path} may not be read by you.`);
  return error;
};

const unpack = async (raw: AsyncIterable<Buffer>): Promise<Readable> => {
  const chunks = raw[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < GZIP_MAGIC.length) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = Readable.from(
    (async function* () {
      if (head.length > 0) yield head;
      yield* { [Symbol.asyncIterator]: () => chunks };
    })(),
  );
  if (!head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) return whole;
  // Errors of either stream come out of the one that is read.
  return pipeline(whole, createGunzip(), () => undefined);
};

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path);
  if (found.isFile()) return found.size;
  throw new ImportError(`${path} is not a file. Name a file, or - for standard input.`);
};

/** What passes, and its digest up to there. */
const digested = (raw: AsyncIterable<Buffer>) => {
  const hash = createHash('sha256');
  const passed = (async function* () {
    for await (const chunk of raw) {
      hash.update(chunk);
      yield chunk;
    }
  })();
  return { passed, digest: () => `sha256:${hash.copy().digest('hex')}` };
};

/**
 * Opens a file, or standard input (`-`); gzip or plain by its first bytes, not by its name.
 * @throws ImportError if there is no such file
 */
export const openInput = async (path: string, stdin: Readable = process.stdin): Promise<Input> => {
  try {
    const size = path === '-' ? undefined : await sizeOf(path);
    const file = path === '-' ? undefined : createReadStream(path);
    const raw = file ?? stdin;
    const { passed, digest } = digested(raw);
    const content = await unpack(passed);
    return {
      content,
      size,
      bytesRead: () => file?.bytesRead ?? 0,
      digest,
      interrupt: () => raw.destroy(new ImportError('The reading was interrupted.')),
      async [Symbol.asyncDispose]() {
        content.destroy();
        raw.destroy();
      },
    };
  } catch (error) {
    throw asImportError(error, path);
  }
};
