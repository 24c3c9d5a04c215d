import { z } from 'zod';
import { accountId, count, itemId, pageOf, pageQuery, position } from '../primitives.ts';
import { evidence } from './accounts.ts';
import { defineRoute } from './route.ts';

const demotionRow = z.object({
  accountId,
  /** `demoted` counts as a newcomer already; `waiting` is established until a person says otherwise. */
  state: z.enum(['demoted', 'waiting']),
  /** The day of its rise to established. */
  risen: z.iso.date(),
  /** Accounts that move together, and the oldest of them. */
  together: count,
  oldest: accountId,
  /** Sum of its votes, in millionths. */
  votes: count,
  evidence,
});
export type DemotionRow = z.infer<typeof demotionRow>;

/** How the queue stands, and the policy's words on it. */
const situation = {
  position,
  /** Accounts that may be demoted without a person's word, and those that are. */
  quota: count,
  demoted: count,
  waiting: count,
  /** The policy's words: so many may move together, so many days after the rise. */
  accounts: count,
  probationDays: count,
  isOn: z.boolean(),
};

export const listDemotions = defineRoute({
  method: 'get',
  path: '/v1/demotions',
  summary: 'Accounts that move together with too many others: demoted by themselves, or waiting for a person',
  roles: ['analyst', 'admin'],
  query: pageQuery.pick({ limit: true, cursor: true }),
  status: 200,
  reply: pageOf(demotionRow).extend(situation),
});

/** So many accounts of a group are shown, and can be decided about at once; and so many of their lines are drawn. */
export const MAX_GROUP_ACCOUNTS = 200;
export const MAX_GROUP_MOVES = 3_000;

/** What most accounts of a group ordered in the same minutes, told by the orders of the oldest. */
const sameMoves = z.object({
  /** Accounts that were compared: at most MAX_GROUP_ACCOUNTS of the group. */
  compared: count,
  /** Order lines that more than half of them have in the same minutes, and how many have each, at least. */
  things: count.min(1),
  leastAccounts: count,
  /** The longest that it took from the first of them to the last, for any of these lines; 1 is the same minute. */
  minutes: count.min(1),
  /** Distinct days of them, the first and the last. */
  days: count.min(1),
  since: z.iso.date(),
  until: z.iso.date(),
});
export type SameMoves = z.infer<typeof sameMoves>;

const demotionGroup = z.object({
  /** The oldest of them: it names the group. */
  oldest: accountId,
  accounts: count,
  /** Of them, those that are demoted, that wait, and that a person has labelled honest. */
  demoted: count,
  waiting: count,
  cleared: count,
  /** Absent if no single line is shared by most of them. */
  same: sameMoves.optional(),
});
export type DemotionGroup = z.infer<typeof demotionGroup>;

export const listDemotionGroups = defineRoute({
  method: 'get',
  path: '/v1/demotions/groups',
  summary: 'The groups of accounts that move together, the largest first',
  roles: ['analyst', 'admin'],
  query: pageQuery.pick({ cursor: true }).extend({
    limit: z.coerce.number().int().min(1).max(10).default(5),
  }),
  status: 200,
  reply: pageOf(demotionGroup).extend(situation),
});

const groupMember = z.object({
  accountId,
  /** `oldest`: one of the few that the filter leaves alone. */
  state: z.enum(['demoted', 'waiting', 'oldest', 'cleared']),
  risen: z.iso.date(),
  /** Sum of its votes, in millionths. */
  votes: count,
  /** Lines that it took home, and those of them that it shares with the oldest. */
  linesTaken: count,
  linesShared: count,
});
export type GroupMember = z.infer<typeof groupMember>;

export const getDemotionGroup = defineRoute({
  method: 'get',
  path: '/v1/demotions/groups/{accountId}',
  summary: 'Who is in the group that an account is the oldest of, and who ordered what when',
  roles: ['analyst', 'admin'],
  params: z.object({ accountId }),
  status: 200,
  reply: demotionGroup.extend({
    position,
    /** Those to decide about first; cut at MAX_GROUP_ACCOUNTS. */
    members: z.array(groupMember).max(MAX_GROUP_ACCOUNTS),
    items: z.array(z.object({ itemId, name: z.string().optional() })),
    /** What they took home, as indexes into `members` and `items` and minutes since 1970 UTC: of each the latest. */
    moves: z.array(z.object({ member: count, item: count, minute: z.int() })).max(MAX_GROUP_MOVES),
    /** Lines were left out of `moves`. */
    capped: z.boolean(),
  }),
});
