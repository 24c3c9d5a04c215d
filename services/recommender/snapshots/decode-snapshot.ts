import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deserialize } from 'node:v8';
import { inflateRaw } from 'node:zlib';
import { z } from 'zod';
import { GatheredParts } from './gather-parts.ts';
import { BLOCK, MAGIC, MAX_BLOCK, sizedIn } from './snapshot-format.ts';
import { FORMAT, type SnapshotHeader, snapshotHeader, unusable } from './snapshot-header.ts';
import type { Part, Tree } from './snapshot-parts.ts';

/** What a snapshot holds, whole and undamaged; `restoreSnapshot` says whether it means the same here. */
export interface Decoded {
  readonly header: SnapshotHeader;
  readonly parts: readonly Part[];
  readonly tree: Tree;
}

const listOfParts = z.array(
  z.object({
    path: z.array(z.string()),
    kind: z.enum(['ints', 'doubles', 'list', 'map', 'value']),
    length: z.int().min(0),
    value: z.unknown().optional(),
  }),
);

const digestInTurns = async (bytes: Uint8Array): Promise<string> => {
  const hash = createHash('sha256');
  for (let from = 0; from < bytes.length; from += BLOCK) {
    hash.update(bytes.subarray(from, from + BLOCK));
    await setImmediate();
  }
  return `sha256:${hash.digest('hex')}`;
};

const headerOf = (bytes: Uint8Array | undefined): SnapshotHeader => {
  const header: unknown = JSON.parse(Buffer.from(bytes ?? []).toString());
  const { format } = z.object({ format: z.unknown() }).parse(header);
  if (format !== FORMAT) throw unusable(`its format is ${String(format)}, and this version reads ${FORMAT}`);
  return snapshotHeader.parse(header);
};

const unpacked = promisify(inflateRaw);

const gathered = async (blocks: Generator<Uint8Array>): Promise<Omit<Decoded, 'header'>> => {
  let parts: readonly Part[] = [];
  let gathering: GatheredParts | undefined;
  for (const block of blocks) {
    const raw = await unpacked(block, { chunkSize: BLOCK, maxOutputLength: MAX_BLOCK });
    for (const record of sizedIn(raw)) {
      const value: unknown = deserialize(record);
      if (gathering) {
        gathering.take(value);
        continue;
      }
      parts = listOfParts.parse(value);
      gathering = new GatheredParts(parts);
    }
  }
  return { parts, tree: gathering?.tree() ?? {} };
};

/**
 * Reads a snapshot, block by block: others have the thread every few milliseconds. V8 must not be given bytes that
 * somebody made up, so nothing is read before the digest holds.
 * @param digest that the signed manifest names
 * @throws AppError 422 `snapshot-unusable`
 */
export const decodeSnapshot = async (bytes: Uint8Array, digest: string): Promise<Decoded> => {
  if ((await digestInTurns(bytes)) !== digest) throw unusable('its bytes are not those that were signed');
  if (!MAGIC.equals(bytes.subarray(0, MAGIC.length))) throw unusable('it is something else');
  try {
    const blocks = sizedIn(bytes, MAGIC.length);
    const first = blocks.next();
    const header = headerOf(first.done ? undefined : first.value);
    return { header, ...(await gathered(blocks)) };
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error;
    throw unusable('it is damaged', error);
  }
};
