import { ndcg, recall } from './list-quality.ts';
import { meanOf } from './mean-of.ts';

/** A place of a list: the item, and so many accounts that it takes to remove it (see `certify`). */
export interface CertifiedItem {
  readonly itemId: string;
  readonly accounts: number;
}

/** What a list is worth, or the mean over lists; shares from 0 to 1. */
export interface Figures {
  readonly ndcg: number;
  readonly recall: number;
  readonly certified: readonly {
    readonly against: number;
    readonly precision: number;
    readonly recall: number;
  }[];
}

/**
 * A list of `limit` places against what was wanted. Certified precision@k and recall@k against e hostile accounts
 * (PORE, USENIX Security 2023): a hit counts only while its certificate is above e, so that e accounts don't remove
 * it. Precision is of all places, also of those that the list leaves empty.
 */
export const figuresOf = (
  list: readonly CertifiedItem[],
  wanted: ReadonlySet<string>,
  limit: number,
  budgets: readonly number[],
): Figures => {
  const ranking = list.slice(0, limit).map(({ itemId }) => itemId);
  const hits = list.slice(0, limit).filter(({ itemId }) => wanted.has(itemId));
  return {
    ndcg: ndcg(ranking, wanted, limit),
    recall: recall(ranking, wanted, limit),
    certified: budgets.map((against) => {
      const held = hits.filter(({ accounts }) => accounts > against).length;
      return { against, precision: held / limit, recall: wanted.size === 0 ? 0 : held / wanted.size };
    }),
  };
};

/** Means over lists that were measured against the same budgets. */
export const meanFigures = (figures: readonly Figures[], budgets: readonly number[]): Figures => ({
  ndcg: meanOf(figures.map((one) => one.ndcg)),
  recall: meanOf(figures.map((one) => one.recall)),
  certified: budgets.map((against, index) => ({
    against,
    precision: meanOf(figures.map(({ certified }) => certified[index]?.precision ?? 0)),
    recall: meanOf(figures.map(({ certified }) => certified[index]?.recall ?? 0)),
  })),
});
