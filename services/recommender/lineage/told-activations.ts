import type { Lineage } from '../../platform/lineage/lineage.ts';
import { fingerprintOf } from '../fingerprints/fingerprint-of.ts';
import type { SubjectedAct } from '../replay/acts.ts';
import type { ActsInTurn } from '../replay/acts-in-turn.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { type Reassessment, startReassessment } from './reassessment.ts';

type Put = ActsInTurn['put'];

/** A re-assessment that an activation comes to. */
interface Begun {
  readonly told: Reassessment;
  /** Digests of policies. */
  readonly before: string;
  readonly after: string;
}

const activatedBy = (acts: readonly SubjectedAct[]): string | undefined => {
  for (const { content } of acts) if (content.type === 'policy.activated') return content.data.digest;
  return undefined;
};

/** At the position where the state is by now: others may have written meanwhile. */
const end = (state: RecommenderState, { told, before, after }: Begun): void => {
  try {
    // It is durable, but not folded here in time, or another one is in force already.
    if (state.policyDigest !== after) {
      told.abort();
      return;
    }
    const made = { position: state.position, policy: after, digest: state.digest() };
    told.complete({ ...made, fingerprint: fingerprintOf(state) }, before);
  } catch (error) {
    told.fail(error);
  }
};

/**
 * Puts acts as `put` does, and tells of each policy that comes in force so, by one person or by two, as the
 * re-assessment that it is. Whoever activates doesn't wait for that.
 */
export const tellActivations = (put: Put, state: RecommenderState, lineage: Lineage | undefined): Put => {
  if (!lineage) return put;
  return async (decide) => {
    const runs: Begun[] = [];
    const begin = (acts: readonly SubjectedAct[]): void => {
      const after = activatedBy(acts);
      if (after === undefined || runs.length > 0) return;
      const told = startReassessment(lineage, { position: state.position, after, isDryRun: false });
      if (told) runs.push({ told, before: state.policyDigest, after });
    };
    try {
      const position = await put(() => {
        const acts = decide();
        begin(acts);
        return acts;
      });
      for (const run of runs) setImmediate(() => end(state, run));
      return position;
    } catch (error) {
      for (const { told } of runs) told.fail(error);
      throw error;
    }
  };
};
