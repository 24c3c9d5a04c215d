import {
  type DemotionGroup,
  type getDemotionGroup,
  type GroupMember,
  type listDemotionGroups,
  MAX_GROUP_ACCOUNTS,
  MAX_GROUP_MOVES,
  type SameMoves,
} from '../../contracts/http/demotions.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { type Action, lockstep } from '../integrity/filters/lockstep.ts';
import type { Group } from '../integrity/lockstep/judge-groups.ts';
import { sameMoves } from '../integrity/lockstep/same-moves.ts';
import { pageOf } from '../paging/page-of.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { dateOfDay, dayOfMinute } from '../votes/event-time.ts';
import { actionsOf } from './describe-account.ts';
import { situationOf } from './list-demotions.ts';

type GroupDetail = ReplyOf<typeof getDemotionGroup>;

/** Those to decide about first. */
const STATES = ['waiting', 'demoted', 'oldest', 'cleared'] as const satisfies readonly GroupMember['state'][];

const stateOf = ({ tally, moderation }: RecommenderState, account: number): GroupMember['state'] => {
  if (tally.groups.waiting.has(account)) return 'waiting';
  if (tally.groups.demoted.has(account)) return 'demoted';
  return moderation.isCleared(account) ? 'cleared' : 'oldest';
};

/** Every group that somebody waits in or is demoted for, the largest first. */
const groupsOf = ({ tally }: RecommenderState): readonly Group[] => {
  const { demoted, waiting, together } = tally.groups;
  const found = new Map<number, Group>();
  for (const account of [...waiting, ...demoted]) {
    const group = together.get(account);
    if (group) found.set(group.oldest, group);
  }
  return [...found.values()].sort((a, b) => b.size - a.size || a.oldest - b.oldest);
};

const sameOf = (actions: readonly (readonly Action[])[]): SameMoves | undefined => {
  const same = sameMoves(actions);
  if (!same) return undefined;
  const { firstMinute, lastMinute, ...counts } = same;
  return {
    ...counts,
    compared: actions.length,
    since: dateOfDay(dayOfMinute(firstMinute)),
    until: dateOfDay(dayOfMinute(lastMinute)),
  };
};

const rowOf = (
  state: RecommenderState,
  { accounts, oldest }: Group,
  same: SameMoves | undefined,
): DemotionGroup => {
  const are = (wanted: GroupMember['state']) =>
    accounts.filter((account) => stateOf(state, account) === wanted).length;
  return {
    oldest: state.accounts.nameOf(oldest),
    accounts: accounts.length,
    demoted: are('demoted'),
    waiting: are('waiting'),
    cleared: are('cleared'),
    ...(same && { same }),
  };
};

const comparedOf = (state: RecommenderState, { accounts }: Group) =>
  accounts.slice(0, MAX_GROUP_ACCOUNTS).map((account) => actionsOf(state, account));

/** The groups that move together, page by page. */
export const demotionGroupPage = (
  state: RecommenderState,
  query: QueryOf<typeof listDemotionGroups>,
): ReplyOf<typeof listDemotionGroups> => {
  state.recount();
  const { rows, ...page } = pageOf(groupsOf(state), query);
  return {
    ...page,
    rows: rows.map((group) => rowOf(state, group, sameOf(comparedOf(state, group)))),
    ...situationOf(state),
  };
};

const memberOf = (
  state: RecommenderState,
  account: number,
  mine: readonly Action[],
  oldest: readonly Action[],
): GroupMember => {
  const { linesShared = 0, linesTaken = 0 } = lockstep(mine, oldest, 0).facts;
  return {
    accountId: state.accounts.nameOf(account),
    state: stateOf(state, account),
    risen: dateOfDay(state.tally.riseOf(account) ?? 0),
    votes: state.tally.voteSum.data[account] ?? 0,
    ...{ linesTaken, linesShared },
  };
};

const drawn = (state: RecommenderState, actions: readonly (readonly Action[])[]) => {
  const items = new Map<number, number>();
  const most = Math.floor(MAX_GROUP_MOVES / Math.max(1, actions.length));
  const moves = actions.flatMap((mine, member) =>
    [...mine]
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([item, minute]) => {
        const index = items.get(item) ?? items.size;
        items.set(item, index);
        return { member, item: index, minute };
      }),
  );
  const named = [...items.keys()].map((item) => {
    const name = state.catalogue.nameOf(item);
    return { itemId: state.items.nameOf(item), ...(name !== undefined && { name }) };
  });
  return { items: named, moves, capped: actions.some(({ length }) => length > most) };
};

/**
 * One group, with its accounts and what they took home.
 * @throws AppError 404 if the account is the oldest of no group
 */
export const demotionGroupOf = (state: RecommenderState, accountId: string): GroupDetail => {
  state.recount();
  const oldest = state.accounts.find(accountId);
  const group = groupsOf(state).find((one) => one.oldest === oldest);
  if (!group)
    throw new AppError(404, 'no-such-group', 'No group that moves together is named after this account now.');
  const rankOf = (account: number) => STATES.indexOf(stateOf(state, account));
  const shown = [...group.accounts].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MAX_GROUP_ACCOUNTS);
  const actions = shown.map((account) => actionsOf(state, account));
  const ofOldest = actionsOf(state, group.oldest);
  return {
    ...rowOf(state, group, sameOf(comparedOf(state, group))),
    position: state.position,
    members: shown.map((account, member) => memberOf(state, account, actions[member]!, ofOldest)),
    ...drawn(state, actions),
  };
};
