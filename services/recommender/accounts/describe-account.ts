import type { AccountRow, getAccount } from '../../contracts/http/accounts.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import { evidenceOf } from '../integrity/evidence.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { NONE } from '../votes/day-counts.ts';
import { dateOfDay } from '../votes/event-time.ts';

const TOP_VOTES = 20;

type AccountDetail = ReplyOf<typeof getAccount>;

/** One account as a row of a table. The state must be recounted. */
export const accountRowOf = (state: RecommenderState, account: number): AccountRow => {
  const orders = state.facts.of(account);
  return {
    accountId: state.accounts.nameOf(account),
    standing: state.tally.standing(account),
    orders,
    settledDays: state.ballots.dayCount.data[account] ?? 0,
    votes: state.tally.voteSum.data[account] ?? 0,
    evidence: evidenceOf(orders),
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
