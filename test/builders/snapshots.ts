import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { EventLog } from '../../services/platform/event-log/event-log.ts';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { decodeSnapshot } from '../../services/recommender/snapshots/decode-snapshot.ts';
import {
  draftSnapshot,
  packSnapshot,
  type Snapshot,
} from '../../services/recommender/snapshots/encode-snapshot.ts';
import { type Seal, Snapshots } from '../../services/recommender/snapshots/snapshots.ts';
import { restoreSnapshot } from '../../services/recommender/snapshots/restore-snapshot.ts';
import { item } from './acts.ts';

const never = new AbortController().signal;

export const snapshotOf = async (state: RecommenderState): Promise<Snapshot> =>
  packSnapshot(await draftSnapshot(state, never), never);

/** @param into an empty state with the initial policy and flags */
export const restored = async (
  { bytes, digest }: Pick<Snapshot, 'bytes' | 'digest'>,
  into: RecommenderState,
): Promise<RecommenderState> => {
  await restoreSnapshot(into, await decodeSnapshot(bytes, digest), never);
  return into;
};

const MAC = 32;
const macOf = (manifest: Uint8Array, key: string): Buffer =>
  createHmac('sha256', key).update(manifest).digest();

/** Signs as whoever knows the key would. */
const sealOf = (key: string): Seal => ({
  sign: (manifest) => Buffer.concat([macOf(manifest, key), manifest]),
  verify(envelope) {
    const manifest = envelope.subarray(MAC);
    if (!macOf(manifest, key).equals(envelope.subarray(0, MAC)))
      throw new Error('the signature does not hold');
    return manifest;
  },
});

/** A log of any length. */
const endlessLog = (name: string): Pick<EventLog, 'read'> => ({
  read: async (after) => ({
    events: [item('item.soldout', `${name}-${after}`)],
    last: after,
    positionOf: () => after,
  }),
});

interface SnapshotsIn {
  readonly key?: string;
  readonly log?: string;
  readonly logger?: Logger;
}

export const snapshotsIn = (
  store: ObjectStore,
  { key = 'ours', log = 'this', logger = createLogger('silent') }: SnapshotsIn = {},
): Snapshots => new Snapshots({ store, log: endlessLog(log), seal: sealOf(key), logger });
