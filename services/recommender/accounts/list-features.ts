import type { AccountFeatures, listFeatures } from '../../contracts/http/accounts.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import { fnv1a } from '../../platform/digest/fnv1a.ts';
import { shareOf } from '../fingerprints/distribution.ts';
import { cancelShare } from '../integrity/filters/cancel-spam.ts';
import { lowerBound } from '../integrity/filters/lower-bound.ts';
import { expiredShare } from '../integrity/filters/never-picked-up.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { NONE } from '../votes/day-counts.ts';

/** The same accounts are in the sample every time, whoever asks. */
const hashOf = (name: string): number => fnv1a(name) >>> 0;

const distinctItemsOf = ({ ballots }: RecommenderState, account: number): number => {
  const { firstOfAccount, nextOfAccount, pairDays } = ballots;
  let items = 0;
  for (let pair = firstOfAccount.data[account] ?? NONE; pair !== NONE; pair = nextOfAccount.data[pair]!) {
    if (pairDays.data[pair] !== NONE) items++;
  }
  return items;
};

const rowOf = (state: RecommenderState, account: number): AccountFeatures => {
  const { placed, fulfilled, cancelled, expired } = state.facts.of(account);
  const label = state.moderation.labelOf(account);
  const part = (orders: number) => Math.min(orders, placed);
  const { today = 0 } = state;
  const { unfetched } = state.assessor.profile(account, today);
  return {
    accountId: state.accounts.nameOf(account),
    standing: state.tally.standing(account),
    ...(label !== undefined && { label }),
    placed,
    fulfilledShare: shareOf(part(fulfilled), placed),
    cancelledShare: shareOf(part(cancelled), placed),
    expiredShare: shareOf(part(expired), placed),
    cancelSpam: lowerBound(...cancelShare(unfetched)),
    neverPickedUp: lowerBound(...expiredShare(unfetched)),
    settledDays: state.ballots.dayCount.data[account] ?? 0,
    ageDays: today - (state.days.firstDayOf(account) ?? today),
    distinctItems: distinctItemsOf(state, account),
    votes: state.tally.voteSum.data[account] ?? 0,
  };
};

/** Features of up to `limit` accounts that ordered: the labelled ones, then a fixed sample of the others. */
export const featuresOf = (state: RecommenderState, limit: number): ReplyOf<typeof listFeatures> => {
  state.recount();
  const names = state.accounts.names();
  const accounts = [...names.keys()].filter((account) => state.facts.of(account).placed > 0);
  const isLabelled = (account: number) => state.moderation.labelOf(account) !== undefined;
  const ranked = accounts
    .map((account) => ({ account, key: isLabelled(account) ? -1 : hashOf(names[account]!) }))
    .sort((a, b) => a.key - b.key || (names[a.account]! < names[b.account]! ? -1 : 1));
  return {
    position: state.position,
    total: accounts.length,
    labelled: ranked.filter(({ key }) => key < 0).length,
    rows: ranked.slice(0, limit).map(({ account }) => rowOf(state, account)),
  };
};
