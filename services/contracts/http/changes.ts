import { z } from 'zod';
import { policy } from '../policy.ts';
import {
  accountId,
  author,
  count,
  digest,
  instant,
  pageOf,
  pageQuery,
  position,
  reason,
} from '../primitives.ts';
import { behaviourDocuments } from './behaviours.ts';
import { rolloutId, rolloutPlan } from '../rollout.ts';
import { flagDefinition } from './flags.ts';
import { defineRoute } from './route.ts';

/** So many accounts fit into one change. */
export const MAX_CHANGE_ACCOUNTS = 400;
/** So many differences are kept and shown of one change. */
export const MAX_DIFF_ROWS = 200;

export const changeId = z.string().min(1).max(64);

export const changedAccounts = z.strictObject({
  accounts: z.array(accountId).min(1).max(MAX_CHANGE_ACCOUNTS),
});

/** What is to be changed: the whole of what would be in force, or the accounts or the rollout that it is about. */
export const changeProposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('policy'), document: policy }),
  z.object({ kind: z.literal('flags'), document: flagDefinition }),
  z.object({ kind: z.literal('behaviours'), document: behaviourDocuments }),
  z.object({ kind: z.literal('quarantine'), document: changedAccounts }),
  z.object({ kind: z.literal('reinstatement'), document: changedAccounts }),
  z.object({ kind: z.literal('rollout'), document: rolloutPlan }),
  z.object({ kind: z.literal('promotion'), document: z.strictObject({ rolloutId }) }),
]);
export type ChangeProposal = z.infer<typeof changeProposal>;

/** On the event that a change came to: which change, what exactly was approved, and who approved it. */
export const changeReference = z.object({ changeId, digest, approver: author });
export type ChangeReference = z.infer<typeof changeReference>;

/** One difference. Values are JSON, cut where they are long; absent where there is nothing. */
const diffRow = z.object({
  path: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
});
export type DiffRow = z.infer<typeof diffRow>;

const changeAct = z.object({
  act: z.enum(['requested', 'edited', 'approved', 'rejected', 'withdrawn', 'applied']),
  position,
  time: instant,
  author,
  reason,
  /** What was asked for, approved or applied; absent where the act is about no version. */
  digest: digest.optional(),
  /** Of an approval: what it was given for was edited after it, so that it counts no more. */
  isVoid: z.boolean().optional(),
});
export type ChangeAct = z.infer<typeof changeAct>;

const changeRow = z.object({
  changeId,
  kind: z.enum(['policy', 'flags', 'behaviours', 'quarantine', 'reinstatement', 'rollout', 'promotion']),
  state: z.enum(['waiting', 'approved', 'applied', 'rejected', 'withdrawn']),
  /** Names the kind, the document and what it was written against: an approval is of exactly this. */
  digest,
  /** Of what was in force when it was written; while something else is, it can't be approved. */
  base: digest,
  /** While it is open: something else is in force by now. */
  isOutdated: z.boolean(),
  author,
  /** Why, in its author's last words. */
  reason,
  differences: count,
  /** Oldest first. */
  acts: z.array(changeAct),
});
export type ChangeRow = z.infer<typeof changeRow>;

const changeDetail = changeRow.extend({
  /** The first MAX_DIFF_ROWS differences between what was in force and what was asked for. */
  diff: z.array(diffRow),
  /** While it is open. */
  proposal: changeProposal.optional(),
});

export const listChanges = defineRoute({
  method: 'get',
  path: '/v1/changes',
  summary: 'Changes that two people make: those that wait first, then the last 200, newest first',
  roles: ['analyst', 'admin'],
  query: pageQuery.pick({ limit: true, cursor: true }),
  status: 200,
  reply: pageOf(changeRow).extend({
    position,
    waiting: count,
    /** What takes two people; absent where one person is enough for everything. */
    approvals: policy.shape.approvals,
  }),
});

const params = z.object({ changeId });

export const getChange = defineRoute({
  method: 'get',
  path: '/v1/changes/{changeId}',
  summary: 'One change, what differs, and who did what about it',
  roles: ['analyst', 'admin'],
  params,
  status: 200,
  reply: changeDetail,
});

/** What its author believes to be in force: refused with 409 if it isn't any more. */
const base = digest.optional();

export const requestChange = defineRoute({
  method: 'post',
  path: '/v1/changes',
  summary: 'Ask for a change that somebody else has to approve; changes nothing yet',
  roles: ['admin'],
  body: z.object({ proposal: changeProposal, reason, base }),
  status: 201,
  reply: changeDetail,
});

export const editChange = defineRoute({
  method: 'post',
  path: '/v1/changes/{changeId}/edit',
  summary: 'Its author writes it anew, against what is in force now; an approval that it had is void',
  roles: ['admin'],
  params,
  body: z.object({ proposal: changeProposal, reason, base }),
  status: 200,
  reply: changeDetail,
});

export const approveChange = defineRoute({
  method: 'post',
  path: '/v1/changes/{changeId}/approve',
  summary:
    'Somebody else approves exactly what the digest names; it is applied at once unless told otherwise',
  roles: ['admin'],
  params,
  body: z.object({
    digest,
    reason,
    /** `false`: it waits, approved, until somebody applies it. */
    apply: z.boolean().default(true),
  }),
  status: 200,
  reply: changeDetail,
});

const act = (name: 'apply' | 'reject' | 'withdraw', summary: string) =>
  defineRoute({
    method: 'post',
    path: `/v1/changes/{changeId}/${name}`,
    summary,
    roles: ['admin'],
    params,
    body: z.object({ reason }),
    status: 200,
    reply: changeDetail,
  });

export const applyChange = act('apply', 'Apply a change that is approved');
export const rejectChange = act('reject', 'Somebody else turns it down');
export const withdrawChange = act('withdraw', 'Its author takes it back');
