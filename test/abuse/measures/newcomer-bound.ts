import { ONE, type Policy } from '../../../services/recommender/integrity/policy.ts';
import type { NamedPlace } from '../recommenders/relish.ts';

/** Items whose score moved by more than ρ of their established score plus ε: newcomers must not be able to. */
export const beyondNewcomerBound = (
  before: readonly NamedPlace[],
  after: readonly NamedPlace[],
  { share, allowance }: Policy['newcomers'],
): readonly string[] => {
  const clean = new Map(before.map((place) => [place.itemId, place]));
  return after.flatMap(({ itemId, score }) => {
    const known = clean.get(itemId);
    const bound = Math.floor(((known?.established ?? 0) * share) / ONE) + allowance;
    return Math.abs(score - (known?.score ?? 0)) > bound ? itemId : [];
  });
};
