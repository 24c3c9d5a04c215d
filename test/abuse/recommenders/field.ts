import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import { Purchases } from './purchases.ts';
import { rawPopularity } from './raw-popularity.ts';
import { Relish } from './relish.ts';
import { userKnn } from './user-knn.ts';
import { withoutFilters } from './without-filters.ts';

/** What is compared, in the order of the reports. */
export const RECOMMENDERS = ['naive', 'popularity', 'user-knn', 'relish-unfiltered', 'relish'] as const;
export type RecommenderName = (typeof RECOMMENDERS)[number];
export const isRecommender = (name: string): name is RecommenderName =>
  RECOMMENDERS.some((known) => known === name);

/** All recommenders side by side, fed with the same events. */
export class Field {
  readonly relish: Relish;
  /** Also answers for `naive`, which needs no fold of its own. */
  readonly unfiltered: Relish;
  readonly #purchases = new Purchases();

  constructor(policy: Policy) {
    this.relish = new Relish(policy);
    this.unfiltered = new Relish(withoutFilters(policy));
  }

  apply(events: readonly RelishEvent[]): void {
    this.relish.apply(events);
    this.unfiltered.apply(events);
    this.#purchases.apply(events);
  }

  /** Items that the account hasn't had, best first. */
  ranking(name: RecommenderName, accountId: string): readonly string[] {
    switch (name) {
      case 'naive':
        return this.unfiltered.places(accountId, 'naive').map(({ itemId }) => itemId);
      case 'popularity':
        return rawPopularity(this.#purchases, accountId);
      case 'user-knn':
        return userKnn(this.#purchases, accountId);
      case 'relish-unfiltered':
        return this.unfiltered.places(accountId).map(({ itemId }) => itemId);
      case 'relish':
        return this.relish.places(accountId).map(({ itemId }) => itemId);
    }
  }
}
