import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { decodeSnapshot } from '../../services/recommender/snapshots/decode-snapshot.ts';
import {
  draftSnapshot,
  packSnapshot,
  type Snapshot,
} from '../../services/recommender/snapshots/encode-snapshot.ts';
import { restoreSnapshot } from '../../services/recommender/snapshots/restore-snapshot.ts';

const never = new AbortController().signal;

export const snapshotOf = async (state: RecommenderState): Promise<Snapshot> =>
  packSnapshot(await draftSnapshot(state, never));

/** @param into an empty state with the initial policy and flags */
export const restored = async (
  { bytes, digest }: Pick<Snapshot, 'bytes' | 'digest'>,
  into: RecommenderState,
): Promise<RecommenderState> => {
  await restoreSnapshot(into, await decodeSnapshot(bytes, digest), never);
  return into;
};
