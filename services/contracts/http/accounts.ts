import { z } from 'zod';
import {
  accountId,
  author,
  count,
  digest,
  instant,
  itemId,
  orderId,
  pageOf,
  pageQuery,
  position,
  reason,
} from '../primitives.ts';
import { changedAccounts } from './changes.ts';
import { defineRoute } from './route.ts';

export const standing = z.enum(['newcomer', 'established', 'demoted', 'quarantined']);
export type Standing = z.infer<typeof standing>;

/**
 * What a filter noticed. Strength in millionths; facts are integers in the unit that their name says; the items and
 * the other accounts that it is about, where there are any.
 */
export const evidence = z.object({
  code: z.string(),
  strength: z.int().min(0).max(1_000_000),
  facts: z.record(z.string(), z.int()),
  items: z.array(itemId).max(100).optional(),
  accounts: z.array(accountId).max(100).optional(),
});
export type Evidence = z.infer<typeof evidence>;

const accountRow = z.object({
  accountId,
  standing,
  /** Orders by how they ended, and distinct days with something taken home. */
  orders: z.object({
    placed: count,
    fulfilled: count,
    cancelled: count,
    expired: count,
    refunded: count,
  }),
  settledDays: count,
  /** Sum of the votes, in millionths. */
  votes: count,
  evidence: z.array(evidence),
});
export type AccountRow = z.infer<typeof accountRow>;

export const listAccounts = defineRoute({
  method: 'get',
  path: '/v1/accounts',
  summary: 'Accounts, searched and paged',
  roles: ['analyst', 'admin'],
  query: pageQuery.extend({
    standing: standing.optional(),
    sort: z.enum(['accountId', 'cancelled', 'placed', 'votes']).default('accountId'),
  }),
  status: 200,
  reply: pageOf(accountRow),
});

const accountDetail = accountRow.extend({
  position,
  /** First day with something taken home, and the first day it can be established. */
  firstSettledDay: z.iso.date().optional(),
  establishedFrom: z.iso.date().optional(),
  topVotes: z.array(z.object({ itemId, name: z.string().optional(), vote: count, days: count })),
  moderation: z.array(
    z.object({
      position,
      time: instant,
      act: z.enum(['quarantined', 'reinstated', 'labelled']),
      label: z.string().optional(),
      reason,
      author,
    }),
  ),
});

export const getAccount = defineRoute({
  method: 'get',
  path: '/v1/accounts/{accountId}',
  summary: 'Standing, evidence, votes and moderation of one account',
  roles: ['analyst', 'admin'],
  params: z.object({ accountId }),
  status: 200,
  reply: accountDetail,
});

/** The last orders heard of that a time line is made from, and the days that it has. */
export const MAX_TIMELINE_ORDERS = 20_000;
export const MAX_TIMELINE_DAYS = 400;

/** Evidence as it was noticed on the first day that it held, by what is known of that day now. */
const datedEvidence = evidence.extend({
  first: z.iso.date(),
  /** The last day that it held; between the two it may have come and gone. */
  last: z.iso.date(),
  /** What it changed: nothing, the rise to established, the weight of its votes, or its standing. */
  effect: z.enum(['told', 'held', 'lowered', 'demoted']),
  /** What it left of the votes at its strongest, in millionths. */
  weight: z.int().min(0).max(1_000_000),
});
export type DatedEvidence = z.infer<typeof datedEvidence>;

const undatedFilter = z.enum(['avoidance', 'shared-origin', 'same-choices', 'co-visitation']);
export type UndatedFilter = z.infer<typeof undatedFilter>;

export const getTimeline = defineRoute({
  method: 'get',
  path: '/v1/accounts/{accountId}/timeline',
  summary: 'Orders of an account by day and by what became of them, and evidence by the day it first held',
  roles: ['analyst', 'admin'],
  params: z.object({ accountId }),
  status: 200,
  reply: z.object({
    position,
    accountId,
    /** Days with orders, oldest first: the latest ones, if there are more than are shown. */
    days: z.array(
      z.object({
        day: z.iso.date(),
        open: count,
        fulfilled: count,
        cancelled: count,
        expired: count,
        refunded: count,
      }),
    ),
    orders: count,
    /** There are more orders or days than are in it: the last orders heard of, the latest days. */
    capped: z.boolean(),
    /** The first day on which it can be established. */
    establishedFrom: z.iso.date().optional(),
    /** Those moving together first, with the first line that they share; then by the first day. */
    evidence: z.array(datedEvidence),
    /** Set if earlier days were not looked at: what held on that day may have held before. */
    datedFrom: z.iso.date().optional(),
    /** Filters that depend on what others did by then, which isn't kept: they only tell of now. */
    undated: z.array(undatedFilter),
  }),
});

export const MAX_FEATURE_ACCOUNTS = 5_000;

export const label = z.enum(['honest', 'hostile', 'unclear']);
const share = z.int().min(0).max(1_000_000);

/** What an account is like, in numbers. Shares are in millionths of the orders placed. */
const accountFeatures = z.object({
  accountId,
  standing,
  label: label.optional(),
  placed: count,
  fulfilledShare: share,
  cancelledShare: share,
  expiredShare: share,
  /** What the filters of these names measure: the least share that can be held against the account. */
  cancelSpam: share,
  neverPickedUp: share,
  settledDays: count,
  /** Since its first order. */
  ageDays: count,
  distinctItems: count,
  /** Sum of the votes, in millionths. */
  votes: count,
});
export type AccountFeatures = z.infer<typeof accountFeatures>;

export const listFeatures = defineRoute({
  method: 'get',
  path: '/v1/accounts/features',
  summary: 'Features of accounts that ordered: of all, or of a sample that stays the same',
  roles: ['analyst', 'admin'],
  query: z.object({
    limit: z.coerce.number().int().min(1).max(MAX_FEATURE_ACCOUNTS).default(1_000),
  }),
  status: 200,
  reply: z.object({
    position,
    /** Accounts that ordered. Labelled ones come first into the sample, then those whose hash is lowest. */
    total: count,
    labelled: count,
    rows: z.array(accountFeatures),
  }),
});

/** What became of a line whose placement was heard: at most one `counted` for an account, item and day. */
export const lineOutcome = z.enum([
  'open',
  'counted',
  'repeated',
  'cancelled',
  'expired',
  'refunded',
  'quarantined',
]);

/** The verdict on one line of an order. Weight and confidence in millionths. */
const assessment = z.object({
  orderId,
  itemId,
  /** Units placed; 0 where the placement was never heard. */
  quantity: count,
  /** When the order was placed, to the minute, if that was heard. */
  placed: instant.optional(),
  /** What became of it; `unplaced` while its placement hasn't been heard. */
  outcome: z.enum([...lineOutcome.options, 'unplaced']),
  /** How much it counts in tallies: 0 for whatever is no signal. */
  weight: z.int().min(0).max(1_000_000),
  /** How far it is trusted: 1 − the strongest evidence of the filters on such lines. */
  confidence: z.int().min(0).max(1_000_000),
  evidence: z.array(evidence),
});

export const listAssessments = defineRoute({
  method: 'get',
  path: '/v1/accounts/{accountId}/assessments',
  summary: 'The verdict on each order line of an account, those of its latest order first',
  roles: ['analyst', 'admin'],
  params: z.object({ accountId }),
  query: pageQuery.omit({ search: true }),
  status: 200,
  reply: pageOf(assessment).extend({ position, policy: digest }),
});

const moderate = (act: 'quarantine' | 'reinstate', summary: string) =>
  defineRoute({
    method: 'post',
    path: `/v1/accounts/{accountId}/${act}`,
    summary,
    roles: ['admin'],
    params: z.object({ accountId }),
    body: z.object({ reason }),
    status: 200,
    reply: z.object({ accountId, standing, position }),
  });

export const quarantineAccount = moderate('quarantine', 'Take all votes of an account out, as if never cast');
export const reinstateAccount = moderate('reinstate', 'Put the votes of a quarantined account back exactly');

const moderateAll = (act: 'quarantine' | 'reinstate', summary: string) =>
  defineRoute({
    method: 'post',
    path: `/v1/accounts/${act}`,
    summary,
    roles: ['admin'],
    body: changedAccounts.extend({ reason }),
    status: 200,
    reply: z.object({
      /** Those that it changed: what takes it back is the other act on these. */
      accounts: z.array(accountId),
      position,
    }),
  });

export const quarantineAccounts = moderateAll(
  'quarantine',
  'Quarantine many accounts at once, or none of them',
);
export const reinstateAccounts = moderateAll('reinstate', 'Reinstate many accounts at once, or none of them');

export const labelAccount = defineRoute({
  method: 'post',
  path: '/v1/accounts/{accountId}/label',
  summary:
    'Say what a person found out about an account; an honest one is never demoted for moving with others',
  roles: ['admin'],
  params: z.object({ accountId }),
  body: z.object({ label, reason }),
  status: 200,
  reply: z.object({ accountId, standing, position }),
});
