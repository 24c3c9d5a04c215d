import { ONE } from '../../integrity/policy.ts';
import type { RankedItem } from '../apart-model.ts';

/** How many groups voted for an item: all that a certificate looks at. */
export const votesIn = ({ score }: Pick<RankedItem, 'score'>): number => Math.floor(score / ONE);

/**
 * The items that groups voted for, best first, ties by id. The score is the number of votes in millionths; its
 * fraction, less than one vote, is how far up on the ballots the item was: it sorts what has as many votes, and no
 * certificate rests on it.
 * @param ballots each group's items, best first, at most `places` of them
 */
export const countBallots = (
  ballots: readonly (readonly number[])[],
  places: number,
  nameOf: (item: number) => string,
): readonly RankedItem[] => {
  const votes = new Map<number, { count: number; points: number }>();
  for (const ballot of ballots) {
    for (const [place, item] of ballot.entries()) {
      const sum = votes.get(item) ?? { count: 0, points: 0 };
      votes.set(item, sum);
      sum.count++;
      sum.points += places - place;
    }
  }
  const most = ballots.length * places + 1;
  return [...votes]
    .map(([item, { count, points }]) => ({
      itemId: nameOf(item),
      score: count * ONE + Math.floor((points * ONE) / most),
    }))
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
};
