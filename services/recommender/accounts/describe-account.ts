import type { AccountRow, Evidence, getAccount } from '../../contracts/http/accounts.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import { type Action, lockstep } from '../integrity/filters/lockstep.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { NONE } from '../votes/day-counts.ts';
import { dateOfDay } from '../votes/event-time.ts';
import { describeEvidence } from './describe-evidence.ts';

const TOP_VOTES = 20;
/** Lines of two accounts that are compared, and a day after any. */
const COMPARED = 1_000;
const EVER = 0x7fffffff;

type AccountDetail = ReplyOf<typeof getAccount>;

/** What an account took home, the last orders heard of first; at most `COMPARED` lines. */
export const actionsOf = ({ book }: RecommenderState, account: number): readonly Action[] => {
  const actions: Action[] = [];
  book.visitTaken(account, EVER, (item, minute) => {
    if (actions.length < COMPARED) actions.push([item, minute]);
  });
  return actions;
};

/** What was noticed about the group that an account moves with. The state must be recounted. */
export const groupEvidenceOf = (state: RecommenderState, account: number): Evidence | undefined => {
  const group = state.tally.groups.together.get(account);
  return group && lockstep(actionsOf(state, account), actionsOf(state, group.oldest), group.size);
};

/** One account as a row of a table. The state must be recounted. */
export const accountRowOf = (state: RecommenderState, account: number): AccountRow => {
  const orders = state.facts.of(account);
  return {
    accountId: state.accounts.nameOf(account),
    standing: state.tally.standing(account),
    orders,
    settledDays: state.ballots.dayCount.data[account] ?? 0,
    votes: state.tally.voteSum.data[account] ?? 0,
    evidence: [
      groupEvidenceOf(state, account) ?? [],
      describeEvidence(state, account).map(({ evidence }) => evidence),
    ].flat(),
  };
};

const topVotesOf = ({ ballots, tally, items, catalogue }: RecommenderState, account: number) => {
  const votes: AccountDetail['topVotes'] = [];
  const { pairs, pairDays, firstOfAccount, nextOfAccount, days } = ballots;
  for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
    const item = pairs.item.data[pair]!;
    const distinct = days.size(pairDays.data[pair]!);
    const name = catalogue.nameOf(item);
    if (distinct === 0) continue;
    votes.push({
      itemId: items.nameOf(item),
      vote: tally.vote.data[pair]!,
      days: distinct,
      ...(name !== undefined && { name }),
    });
  }
  return votes.sort((a, b) => b.vote - a.vote || (a.itemId < b.itemId ? -1 : 1)).slice(0, TOP_VOTES);
};

/** Everything about one account: standing and since when, evidence, votes, moderation. The state must be recounted. */
export const accountDetailOf = (state: RecommenderState, account: number): AccountDetail => {
  const { ballots, tally } = state;
  const firstDay = ballots.days.oldest(ballots.accountDays.data[account] ?? NONE);
  const from = tally.riseOf(account);
  return {
    ...accountRowOf(state, account),
    position: state.position,
    ...(firstDay !== undefined && { firstSettledDay: dateOfDay(firstDay) }),
    ...(from !== undefined && { establishedFrom: dateOfDay(from) }),
    topVotes: topVotesOf(state, account),
    moderation: [...state.moderation.of(account)],
  };
};
