import { meanOf } from '../../../services/recommender/safety-curve/mean-of.ts';
import { ndcg, recall } from '../../../services/recommender/safety-curve/list-quality.ts';
import { countCodes } from '../measures/count-codes.ts';
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
    /** Those of them with evidence other than a shared origin. */
    readonly accusedOtherwise: number;
    /** Honest accounts that stand lower, and votes that weigh less, because of the filters. */
    readonly fallen: number;
    readonly weakened: number;
    readonly signals: number;
    /** Honest accounts with evidence, by its code. */
    readonly byCode: Readonly<Record<string, number>>;
    /** Accounts behind an office's address, and those of them with evidence that they share an origin. */
    readonly offices: { readonly accounts: number; readonly accused: number };
  };
}

/** Its personal lists are slow, and bounded to so many accounts. */
const ASKED = 20;

const describeRaccoon = async ({ raccoon, wanted, rankings }: CleanPicture): Promise<readonly string[]> => {
  const best = rankings.get('raccoon');
  if (!raccoon || !best) return [];
  const asked = [...wanted].slice(0, ASKED);
  const own: number[] = [];
  const rated: number[] = [];
  for (const [accountId, wishes] of asked) {
    own.push(ndcg(await raccoon.recommended(accountId), wishes, SHOWN));
    rated.push(ndcg(best.get(accountId)!, wishes, SHOWN));
  }
  const [forOne, forAll] = [meanOf(own).toFixed(3), meanOf(rated).toFixed(3)];
  return [
    `raccoon is compared by bestRated: on ${asked.length} accounts (more take long) recommendFor's NDCG@10 is ${forOne}, bestRated's ${forAll}`,
  ];
};

/** An audience of all the cohort: clean figures need no seed. */
export const reportClean = async (picture: CleanPicture): Promise<CleanReport> => {
  const { name, notes, offices, shop, wanted, rankings, relish, isWaived } = picture;
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
    notes: [...notes, ...(await describeRaccoon(picture))],
    events: picture.events.length,
    accounts: shop.customers.length,
    established: verdicts.filter(({ standing }) => standing === 'established').length,
    items: shop.items.length,
    cohort: wanted.size,
    isWaived,
    utility,
    falsePositives: {
      accused: verdicts.filter(({ codes }) => codes.length > 0).length,
      accusedOtherwise: verdicts.filter(({ codes }) => codes.some((code) => code !== 'shared-origin')).length,
      ...{ fallen, weakened, signals },
      byCode: countCodes(verdicts.map(({ codes }) => codes)),
      offices: {
        accounts: offices.size,
        accused: [...offices].filter((accountId) =>
          honest.get(accountId)?.verdict.codes.includes('shared-origin'),
        ).length,
      },
    },
  };
};
