import { meanOf } from '../measures/mean-of.ts';
import { ndcg, recall } from '../measures/utility.ts';
import { honestLosses } from '../measures/honest-losses.ts';
import type { RecommenderName } from '../recommenders/field.ts';
import { type CleanPicture, SHOWN } from './clean-picture.ts';

/** What a data set is, and what is measured on it without any attack. */
export interface CleanReport {
  readonly data: string;
  readonly notes: readonly string[];
  readonly events: number;
  readonly accounts: number;
  readonly established: number;
  readonly items: number;
  /** Accounts with held-out orders. */
  readonly cohort: number;
  /** The shop is new to the policy: Relish promises nothing there. */
  readonly isWaived: boolean;
  readonly utility: Partial<Record<RecommenderName, { readonly ndcg: number; readonly recall: number }>>;
  readonly falsePositives: {
    /** Honest accounts with evidence against them. */
    readonly accused: number;
    /** Honest accounts that stand lower, and votes that weigh less, because of the filters. */
    readonly fallen: number;
    readonly weakened: number;
    readonly signals: number;
  };
}

/** An audience of all the cohort: clean figures need no seed. */
export const reportClean = (picture: CleanPicture, notes: readonly string[]): CleanReport => {
  const { name, shop, wanted, rankings, relish, isWaived } = picture;
  const honest = relish.relish.honest;
  const utility: Partial<Record<RecommenderName, { ndcg: number; recall: number }>> = {};
  for (const [recommender, lists] of rankings) {
    const accounts = [...lists];
    utility[recommender] = {
      ndcg: meanOf(accounts.map(([accountId, ranking]) => ndcg(ranking, wanted.get(accountId)!, SHOWN))),
      recall: meanOf(
        accounts.map(([accountId, ranking]) => recall(ranking, wanted.get(accountId)!, 2 * SHOWN)),
      ),
    };
  }
  const { fallen, weakened, signals } = honestLosses(relish['relish-unfiltered'].honest, honest);
  const verdicts = [...honest.values()].map(({ verdict }) => verdict);
  return {
    data: name,
    notes,
    events: picture.events.length,
    accounts: shop.customers.length,
    established: verdicts.filter(({ standing }) => standing === 'established').length,
    items: shop.items.length,
    cohort: wanted.size,
    isWaived,
    utility,
    falsePositives: {
      accused: verdicts.filter(({ codes }) => codes.length > 0).length,
      fallen,
      weakened,
      signals,
    },
  };
};
