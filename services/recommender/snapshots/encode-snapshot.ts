import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { serialize } from 'node:v8';
import { deflateRaw } from 'node:zlib';
import { inTurns } from '../replay/in-turns.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { BLOCK, MAGIC, sized } from './snapshot-format.ts';
import { FORMAT, type SnapshotHeader } from './snapshot-header.ts';
import { partsOf, runsOf, type Tree } from './snapshot-parts.ts';

/** A state written down, not packed yet: what it went on to fold isn't in it. */
export interface Draft {
  readonly header: SnapshotHeader;
  /** First what parts there are, then their runs in order. */
  readonly records: readonly Uint8Array[];
}

export interface Snapshot {
  readonly header: SnapshotHeader;
  readonly bytes: Uint8Array;
  /** Of the bytes. */
  readonly digest: string;
}

function* recordsOf(saved: Tree): Generator<undefined, Uint8Array[]> {
  const parts = [...partsOf(saved)];
  const records: Uint8Array[] = [serialize(parts.map(([part]) => part))];
  for (const [, held] of parts) {
    for (const run of runsOf(held)) {
      records.push(serialize(run));
      yield;
    }
  }
  return records;
}

/**
 * Writes a state down, letting others have the thread every millisecond or so. They may read the state meanwhile;
 * nobody may fold it on.
 * @throws the reason of `stop`; Error if somebody folded it on
 */
export const draftSnapshot = async (state: RecommenderState, stop: AbortSignal): Promise<Draft> => {
  const { position, events, policyDigest: policy } = state;
  const digest = await inTurns(state.digestInSteps(), stop);
  const records = await inTurns(recordsOf(state.save()), stop);
  if (state.position !== position) throw new Error('the state was folded on while it was written down');
  return { header: { format: FORMAT, position, events, state: digest, policy }, records };
};

/** Runs of records, each with its size, about `BLOCK` bytes at a time. */
function* blocksOf(records: readonly Uint8Array[]): Generator<Buffer> {
  let [block, size]: [Uint8Array[], number] = [[], 0];
  for (const record of records) {
    block.push(...sized(record));
    size += record.length;
    if (size < BLOCK) continue;
    yield Buffer.concat(block);
    [block, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(block);
}

const packed = promisify(deflateRaw);

/**
 * Packs a draft, on other threads: this one only copies.
 * @throws the reason of `stop`
 */
export const packSnapshot = async ({ header, records }: Draft, stop: AbortSignal): Promise<Snapshot> => {
  const pieces = [MAGIC, ...sized(Buffer.from(JSON.stringify(header)))];
  for (const block of blocksOf(records)) {
    stop.throwIfAborted();
    pieces.push(...sized(await packed(block, { level: 1, chunkSize: BLOCK })));
  }
  const bytes = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0));
  const hash = createHash('sha256');
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    hash.update(piece);
    at += piece.length;
    await setImmediate();
  }
  return { header, bytes, digest: `sha256:${hash.digest('hex')}` };
};
