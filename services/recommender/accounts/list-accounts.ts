import type { listAccounts } from '../../contracts/http/accounts.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { pageOf } from '../paging/page-of.ts';
import { accountRowOf } from './describe-account.ts';

type Query = QueryOf<typeof listAccounts>;

/** What a table of accounts is sorted by: larger first, then by id. */
const sortKeys: Readonly<Record<Query['sort'], (state: RecommenderState, account: number) => number>> = {
  accountId: () => 0,
  placed: (state, account) => state.facts.of(account).placed,
  cancelled: (state, account) => state.facts.of(account).cancelled,
  votes: (state, account) => state.tally.voteSum.data[account] ?? 0,
};

/** A page of accounts; only the rows of the page are described. */
export const accountPage = (state: RecommenderState, query: Query): ReplyOf<typeof listAccounts> => {
  state.recount();
  const names = state.accounts.names();
  const wanted = query.search?.toLowerCase() ?? '';
  const found = [...names.keys()].filter(
    (account) =>
      names[account]!.toLowerCase().includes(wanted) &&
      (query.standing === undefined || state.tally.standing(account) === query.standing),
  );
  const keyOf = sortKeys[query.sort];
  const keys = new Map(found.map((account) => [account, keyOf(state, account)]));
  found.sort((a, b) => keys.get(b)! - keys.get(a)! || (names[a]! < names[b]! ? -1 : 1));
  const { rows, ...page } = pageOf(found, query);
  return { ...page, rows: rows.map((account) => accountRowOf(state, account)) };
};
