import type { Question } from '../../contracts/http/answers.ts';
import { RECORDED_ROWS, type Settled } from '../../contracts/http/rendezvous.ts';
import type { ModelRequest, Taken } from '../models/apart-model.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

/** Questions that several models are asked. */
export type ListQuestion = Extract<Question, { kind: 'recommendations' }>;

const byItem = (a: Taken, b: Taken): number => (a.itemId < b.itemId ? -1 : 1);

const historyOf = ({ accounts, items, ballots }: RecommenderState, accountId: string): readonly Taken[] => {
  const account = accounts.find(accountId);
  const history: Taken[] = [];
  if (account === undefined) return history;
  ballots.eachTaken(account, (item, days, last) => {
    history.push({ itemId: items.nameOf(item), days, last });
  });
  return history.sort(byItem);
};

/**
 * What every model is given for a question. The same state gives the same, to the byte.
 * @param soldOut sorted
 */
export const modelRequestOf = (
  state: RecommenderState,
  { accountId, limit, only }: ListQuestion,
  soldOut: readonly string[],
  requestId: string,
  variant: string | undefined,
): ModelRequest => ({
  requestId,
  position: state.position,
  accountId,
  history: historyOf(state, accountId),
  limit,
  onlyNew: only === 'new',
  soldOut,
  ...(variant !== undefined && { variant }),
});

/** As the decoy writes it down: of a long history the first rows, and how many there are. */
export const recordedRequestOf = (request: ModelRequest): Settled['request'] => ({
  accountId: request.accountId,
  limit: request.limit,
  onlyNew: request.onlyNew,
  ...(request.variant !== undefined && { variant: request.variant }),
  history: request.history.slice(0, RECORDED_ROWS).map(({ itemId, days, last }) => [itemId, days, last]),
  taken: request.history.length,
  soldOut: request.soldOut.slice(0, RECORDED_ROWS),
});
