import { AppError } from '../../platform/http/app-error.ts';
import { inTurns } from '../replay/in-turns.ts';
import type { RecommenderState, SavedState } from '../replay/recommender-state.ts';
import type { Decoded } from './decode-snapshot.ts';
import { unusable } from './snapshot-header.ts';
import { type Part, partsOf, shapeOf, type Tree } from './snapshot-parts.ts';

/** Are the names and kinds of all parts those that a state saves? What they hold is what the digest was taken of. */
const isSaved = (tree: Tree, parts: readonly Part[], of: SavedState): tree is SavedState =>
  shapeOf(parts) === shapeOf(Array.from(partsOf(of), ([part]) => part));

/**
 * Makes an empty state the one that was written down, and proves it: the votes and standings that are made anew from its
 * facts must have the digest that they had there.
 * @throws AppError 422 `snapshot-unusable`: the state is empty then, as it was
 */
export const restoreSnapshot = async (
  state: RecommenderState,
  { header, parts, tree }: Decoded,
  stop: AbortSignal,
): Promise<void> => {
  const empty = structuredClone(state.save());
  if (!isSaved(tree, parts, empty)) throw unusable('this version of Relish keeps other facts');
  try {
    state.restore(tree);
    const digest = await inTurns(state.digestInSteps(), stop);
    if (digest === header.state && state.policyDigest === header.policy) return;
    throw unusable('under the policy and the code of this version its facts mean something else');
  } catch (error) {
    state.restore(empty);
    if (stop.aborted || error instanceof AppError) throw error;
    throw unusable('its facts contradict each other', error);
  }
};
