import { appendFile, rename, stat } from 'node:fs/promises';
import { hasErrorCode } from '../files/has-error-code.ts';
import type { Transport } from './outbox.ts';

/** From this size on a file makes room for a new one, and stays beside it as `.1` in place of the one before. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Whose accounts and files are named in it is nobody else's business. */
const MODE = 0o600;

const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 0;
    throw error;
  }
};

/** Appends events to a file, one JSON a line; several processes may do so at once. */
export const createFileTransport = (file: string, maxBytes = MAX_BYTES): Transport => ({
  async send(event) {
    if ((await sizeOf(file)) >= maxBytes) await rename(file, `${file}.1`);
    await appendFile(file, `${JSON.stringify(event)}\n`, { mode: MODE });
  },
});
