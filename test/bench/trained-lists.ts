import type {
  ApartModel,
  ModelRequest,
  RankedItem,
  Taken,
  TrainingSet,
} from '../../services/recommender/models/apart-model.ts';
import {
  type CertifiedItem,
  figuresOf,
  meanFigures,
} from '../../services/recommender/safety-curve/list-figures.ts';
import { BUDGETS, ndcgOf } from './retail-figures.ts';
import type { RetailSplit } from './online-retail.ts';

const TOP = 10;
const POSITION = '0'.repeat(16);
const DAY_MS = 86_400_000;

/** By account: what it took home, on how many days, sorted by item. */
export type Histories = ReadonlyMap<string, readonly Taken[]>;

export const historiesOf = ({ train }: RetailSplit): Histories => {
  const days = new Map<string, Map<string, Set<number>>>();
  for (const { accountId, items, time } of train) {
    const mine = days.get(accountId) ?? new Map<string, Set<number>>();
    days.set(accountId, mine);
    for (const itemId of items) {
      const taken = mine.get(itemId) ?? new Set<number>();
      mine.set(itemId, taken.add(Math.floor(Date.parse(time) / DAY_MS)));
    }
  }
  return new Map(
    [...days].map(([accountId, mine]) => [
      accountId,
      [...mine]
        .map(([itemId, on]) => ({ itemId, days: on.size, last: Math.max(...on) }))
        .sort((a, b) => (a.itemId < b.itemId ? -1 : 1)),
    ]),
  );
};

/** Everybody is established; one vote for an account and an item. */
export const trainingSetFrom = (histories: Histories): TrainingSet => {
  const itemIds = [
    ...new Set([...histories.values()].flatMap((mine) => mine.map(({ itemId }) => itemId))),
  ].sort();
  const numberOf = new Map(itemIds.map((itemId, index) => [itemId, index]));
  const rows = [...histories].map(([accountId, mine]) => {
    const items = mine.map(({ itemId }) => numberOf.get(itemId)!);
    return { accountId, items, votes: items.map(() => 1_000_000) };
  });
  rows.sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  return { position: POSITION, policyDigest: 'sha256:bench', today: 0, itemIds, rows };
};

/** Drains a computation that yields. */
export const finish = <T>(work: Generator<undefined, T>): T => {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
};

type Answerer = (request: ModelRequest) => readonly RankedItem[];

const requestOf = (accountId: string, history: readonly Taken[], onlyNew: boolean): ModelRequest => ({
  ...{ requestId: 'bench', position: POSITION, accountId, history, limit: TOP, onlyNew, soldOut: [] },
});

/** NDCG@10 of a trained model, and the certified precision of its lists of all items against each of `BUDGETS`. */
export const trainedFigures = (
  split: RetailSplit,
  histories: Histories,
  model: ApartModel,
  answer: Answerer,
) => {
  const listOf = (accountId: string, onlyNew: boolean) =>
    answer(requestOf(accountId, histories.get(accountId) ?? [], onlyNew));
  const namesIn = (accountId: string, onlyNew: boolean) =>
    listOf(accountId, onlyNew)
      .slice(0, TOP)
      .map(({ itemId }) => itemId);
  const certifiedIn = (accountId: string, onlyNew: boolean): readonly CertifiedItem[] => {
    const items = listOf(accountId, onlyNew);
    return (model.certify?.(items, TOP) ?? []).map(({ accounts }, index) => ({
      itemId: items[index]!.itemId,
      accounts,
    }));
  };
  const certified = (onlyNew: boolean) => {
    const figures = [...split.test].map(([accountId, wanted]) =>
      figuresOf(certifiedIn(accountId, onlyNew), wanted, TOP, BUDGETS),
    );
    return meanFigures(figures, BUDGETS).certified.map(({ precision }) => precision);
  };
  return {
    ...ndcgOf(split, (accountId) => ({ all: namesIn(accountId, false), fresh: namesIn(accountId, true) })),
    certified: { all: certified(false), fresh: certified(true) },
  };
};
