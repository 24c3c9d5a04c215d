import { OUTCOME } from '../integrity/settlement.ts';
import { newcomerCap } from '../models/ranking.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { shareOf } from './distribution.ts';
import {
  ageBracket,
  type Ages,
  type Fingerprint,
  fingerprintFrom,
  type Newcomers,
  TOP_ITEMS,
} from './fingerprint.ts';

const sum = (counts: Iterable<number>): number => {
  let total = 0;
  for (const count of counts) total += count;
  return total;
};

/** By item: what counts for it, of established accounts and of newcomers, and what newcomers say in all. */
const votesByItem = ({ tally, policy, items }: RecommenderState) =>
  Array.from({ length: items.size }, (_, item) => {
    const established = tally.established.data[item]!;
    const said = tally.newcomers.data[item]!;
    const cap = newcomerCap(established, policy.newcomers);
    const isCapped = !tally.isWaived && said >= cap;
    return { item, established, said, newcomers: isCapped ? cap : said, isCapped };
  });

type ItemVotes = ReturnType<typeof votesByItem>[number];

const saturationOf = (state: RecommenderState, votes: readonly ItemVotes[]): Newcomers => {
  const [said, counted] = [sum(votes.map((vote) => vote.said)), sum(votes.map((vote) => vote.newcomers))];
  const established = sum(votes.map((vote) => vote.established));
  const heard = votes.filter((vote) => vote.said > 0);
  return {
    waived: state.tally.isWaived,
    cappedItems: heard.filter(({ isCapped }) => isCapped).length,
    items: heard.length,
    share: shareOf(counted, established + counted),
    cut: shareOf(said - counted, said),
  };
};

/** The votes behind the items of a list: by item and account, and by account over all of them. */
const votesBehind = ({ ballots: { pairs }, tally }: RecommenderState, list: ReadonlySet<number>) => {
  const byItem = new Map<number, number[]>();
  for (const item of list) byItem.set(item, []);
  const byAccount = new Map<number, number>();
  for (let pair = 0; pair < pairs.size; pair++) {
    const vote = tally.vote.data[pair]!;
    if (vote === 0) continue;
    const votes = byItem.get(pairs.item.data[pair]!);
    if (!votes) continue;
    votes.push(vote);
    const account = pairs.account.data[pair]!;
    byAccount.set(account, (byAccount.get(account) ?? 0) + vote);
  }
  return { byItem, byAccount };
};

/** Accounts that ever ordered, by age on the state's day. */
const agesOf = ({ accounts, days, today = 0 }: RecommenderState): Ages => {
  const ages: Ages = [0, 0, 0, 0, 0];
  for (let account = 0; account < accounts.size; account++) {
    const first = days.firstDayOf(account);
    const bracket = first === undefined ? undefined : ageBracket(today - first);
    if (bracket !== undefined) ages[bracket] = (ages[bracket] ?? 0) + 1;
  }
  return ages;
};

const countsOf = (state: RecommenderState, ages: Ages): Fingerprint['counts'] => ({
  orders: sum(state.overview.totals.orders),
  lines: sum(state.overview.totals.lines),
  units: state.overview.totals.raw.sum(),
  accounts: sum(ages),
  newAccounts: ages[0],
});

const outcomesOf = ({ overview }: RecommenderState): Fingerprint['outcomes'] => {
  const of = (outcome: number) => overview.totals.orders[outcome]!;
  return {
    open: of(OUTCOME.open),
    fulfilled: of(OUTCOME.counted),
    cancelled: of(OUTCOME.cancelled),
    expired: of(OUTCOME.expired),
    refunded: of(OUTCOME.refunded),
  };
};

/**
 * The fingerprint of a state as it stands, under its policy: all orders and what became of them; the votes that count
 * by item (with the newcomer cap); who is behind the ten most popular items; how full the newcomer pool is. Origins
 * are a matter of days and left out. The digest is comparable between two states: a policy's dry run shows both.
 */
export const fingerprintOf = (state: RecommenderState): Fingerprint => {
  state.recount();
  const votes = votesByItem(state);
  const nameOf = (item: number) => state.items.nameOf(item);
  const counted = votes.map((vote) => [nameOf(vote.item), vote.established + vote.newcomers] as const);
  const top = [...votes]
    .sort(
      (a, b) =>
        b.established + b.newcomers - a.established - a.newcomers ||
        (nameOf(a.item) < nameOf(b.item) ? -1 : 1),
    )
    .slice(0, TOP_ITEMS);
  const { byItem, byAccount } = votesBehind(state, new Set(top.map(({ item }) => item)));
  const ages = agesOf(state);
  return fingerprintFrom({
    counts: countsOf(state, ages),
    outcomes: outcomesOf(state),
    ages,
    byItem: counted,
    byOrigin: [],
    byAccount: byAccount.values(),
    accountsBehind: (itemId) => byItem.get(state.items.find(itemId) ?? -1) ?? [],
    newcomers: saturationOf(state, votes),
  });
};
