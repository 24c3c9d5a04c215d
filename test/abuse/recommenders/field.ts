import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import { Purchases } from './purchases.ts';
import { Relish } from './relish.ts';
import { withoutFilters } from './without-filters.ts';

/** What is compared, in the order of the reports. */
export const RECOMMENDERS = [
  'naive',
  'popularity',
  'user-knn',
  'raccoon',
  'relish-unfiltered',
  'relish',
] as const;
export type RecommenderName = (typeof RECOMMENDERS)[number];
export const isRecommender = (name: string): name is RecommenderName =>
  RECOMMENDERS.some((known) => known === name);

export const RELISH_NAMES = ['relish-unfiltered', 'relish'] as const;
export type RelishName = (typeof RELISH_NAMES)[number];

/** What is folded in this process, fed with the same events: Relish, and the purchases that references rank by. */
export class Field {
  readonly relish: Relish;
  readonly purchases = new Purchases();
  readonly #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
    this.relish = new Relish(policy);
  }

  apply(events: readonly RelishEvent[]): void {
    this.relish.apply(events);
    this.purchases.apply(events);
  }

  /**
   * Looks at Relish with its filters, and then at the same fold without: what a policy decides is counted anew, the
   * rest stays. From then on the filters are off.
   */
  withAndWithout<T>(look: (relish: Relish, name: RelishName) => T): Readonly<Record<RelishName, T>> {
    const relish = look(this.relish, 'relish');
    this.relish.activate(withoutFilters(this.#policy));
    return { relish, 'relish-unfiltered': look(this.relish, 'relish-unfiltered') };
  }
}
