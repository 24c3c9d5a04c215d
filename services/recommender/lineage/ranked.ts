import type { ModelName } from '../../contracts/http/answers.ts';
import type { Stand } from '../../contracts/http/blame.ts';
import type { Ranking } from '../answers/compute-answer.ts';
import type { RankedItem } from '../models/apart-model.ts';
import { placeOf } from '../models/ranking.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

type Score = Pick<Stand, 'score' | 'parts' | 'uncapped'>;

const NOTHING: Score = { score: 0, parts: { own: 0, established: 0, newcomers: 0 }, uncapped: 0 };

/** All items for a question in a state, whichever model put them in order. */
export interface Ranked {
  readonly model: ModelName;
  /** 1 is first; 0 and less, and what is behind the last, is nobody's place. */
  at(rank: number): RankedItem | undefined;
  rankOf(itemId: string): number | undefined;
  /** Of any item: one that can have no place has the score that it would have. */
  scoreOf(itemId: string): Score;
}

/** By a model that is made from the votes. */
export const rankedHere = (state: RecommenderState, { model, scores, places, isWaived }: Ranking): Ranked => {
  const ranking = places.inOrder();
  return {
    model: model.name,
    at(rank) {
      const place = ranking[rank - 1];
      return place && { itemId: state.items.nameOf(place.item), score: place.score };
    },
    rankOf(itemId) {
      const item = state.items.find(itemId);
      const index = ranking.findIndex((place) => place.item === item);
      return index < 0 ? undefined : index + 1;
    },
    scoreOf(itemId) {
      const item = state.items.find(itemId);
      if (item === undefined) return NOTHING;
      const { score, own, established, newcomers } = placeOf(item, scores, state.policy, isWaived);
      return { score, parts: { own, established, newcomers }, uncapped: scores.newcomers[item]! };
    },
  };
};

/** By a model that was trained: on established accounts alone, so all of a score is theirs. */
export const rankedApart = (model: ModelName, items: readonly RankedItem[]): Ranked => ({
  model,
  at: (rank) => items[rank - 1],
  rankOf(itemId) {
    const index = items.findIndex((item) => item.itemId === itemId);
    return index < 0 ? undefined : index + 1;
  },
  scoreOf(itemId) {
    const item = items.find((one) => one.itemId === itemId);
    if (!item) return NOTHING;
    return {
      score: item.score,
      parts: { own: 0, established: item.score, newcomers: 0 },
      uncapped: 0,
    };
  },
});
