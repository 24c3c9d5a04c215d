import { ONE, type Policy } from '../integrity/policy.ts';
import type { Scores } from './model.ts';
import { type Place, Places } from './places.ts';
import { columnIn, memoryFor } from './zero-columns.ts';

/** The most that newcomers may add to what established accounts give: ρ·S_est + ε. */
export const newcomerCap = (established: number, { share, allowance }: Policy['newcomers']): number =>
  Math.floor((established * share) / ONE) + allowance;

/** c of an item: 1 while its newcomer cap isn't reached, else each established vote lifts the cap by ρ, too. */
const stepOf = (newcomers: number, cap: number, { share }: Policy['newcomers']): number =>
  newcomers >= cap ? ONE + share : ONE;

/** An item's place as it would be: `rank` gives it only to what is scored and may be answered. */
export const placeOf = (item: number, scores: Scores, policy: Policy, isWaived: boolean): Place => {
  const own = scores.own?.[item] ?? 0;
  const established = scores.established[item]!;
  const cap = newcomerCap(established, policy.newcomers);
  const isCapped = scores.isBounded && !isWaived;
  const newcomers = isCapped ? Math.min(scores.newcomers[item]!, cap) : scores.newcomers[item]!;
  return {
    item,
    own,
    established,
    newcomers,
    score: own + established + newcomers,
    low: own + established,
    high: own + established + cap,
    onProbation: scores.onProbation[item]!,
    demoted: scores.demoted[item]!,
    step: stepOf(scores.newcomers[item]!, cap, policy.newcomers),
  };
};

/**
 * All scored items. No candidate is cut before it is scored, so nobody can be displaced from the count.
 * @param nameOf an item's id, for ties
 */
export const rank = (
  scores: Scores,
  policy: Policy,
  isWaived: boolean,
  items: number,
  isExcluded: (item: number) => boolean,
  nameOf: (item: number) => string,
): Places => {
  const memory = memoryFor(3, items);
  const score = columnIn(memory, 0, items);
  const high = columnIn(memory, 1, items);
  const step = columnIn(memory, 2, items);
  const ranked: number[] = [];
  for (let item = 0; item < items; item++) {
    if (isExcluded(item)) continue;
    const place = placeOf(item, scores, policy, isWaived);
    score[item] = place.score;
    high[item] = place.high;
    step[item] = place.step;
    if (place.score > 0) ranked.push(item);
  }
  return new Places({
    items: ranked,
    columns: { score, high, step, demoted: scores.demoted },
    placeOf: (item) => placeOf(item, scores, policy, isWaived),
    nameOf,
  });
};
