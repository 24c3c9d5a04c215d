import type { DemotionRow, listDemotions } from '../../contracts/http/demotions.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { quotaOf } from '../integrity/lockstep/judge-groups.ts';
import { pageOf } from '../paging/page-of.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay } from '../votes/event-time.ts';
import { groupEvidenceOf } from './describe-account.ts';

type Query = QueryOf<typeof listDemotions>;

const rowOf =
  (state: RecommenderState) =>
  (account: number): DemotionRow[] => {
    const { groups, voteSum } = state.tally;
    const group = groups.together.get(account);
    const evidence = groupEvidenceOf(state, account);
    const rise = state.tally.riseOf(account);
    if (!group || !evidence || rise === undefined) return [];
    return [
      {
        accountId: state.accounts.nameOf(account),
        state: groups.demoted.has(account) ? 'demoted' : 'waiting',
        risen: dateOfDay(rise),
        together: group.size,
        oldest: state.accounts.nameOf(group.oldest),
        votes: voteSum.data[account] ?? 0,
        evidence,
      },
    ];
  };

/** How the queue stands, and what the policy says about it. The state must be recounted. */
export const situationOf = ({ tally, policy, position }: RecommenderState) => {
  const { demoted, waiting, risen } = tally.groups;
  const { lockstep } = policy.filters;
  return {
    position,
    quota: quotaOf(risen, policy),
    demoted: demoted.size,
    waiting: waiting.size,
    accounts: lockstep.accounts,
    probationDays: lockstep.probation,
    isOn: lockstep.effect === 'demote',
  };
};

/** Who moves together with too many others, group by group, the largest first; the waiting before the demoted. */
export const demotionPage = (state: RecommenderState, query: Query): ReplyOf<typeof listDemotions> => {
  state.recount();
  const { demoted, waiting, together } = state.tally.groups;
  const found = [...waiting, ...demoted];
  const sizeOf = (account: number) => together.get(account)?.size ?? 0;
  const oldestOf = (account: number) => together.get(account)?.oldest ?? 0;
  found.sort((a, b) => sizeOf(b) - sizeOf(a) || oldestOf(a) - oldestOf(b));
  const { rows, ...page } = pageOf(found, query);
  return { ...page, rows: rows.flatMap(rowOf(state)), ...situationOf(state) };
};
