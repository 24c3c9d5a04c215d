import { z } from 'zod';
import { accountId, author, count, digest, instant, itemId, position, reason } from '../primitives.ts';
import { policy } from '../policy.ts';
import { standing } from './accounts.ts';
import { problem } from './problem.ts';
import { fingerprintComparison, versionFingerprint } from './fingerprints.ts';
import { defineRoute } from './route.ts';

const readers = ['analyst', 'admin'] as const;
const params = z.object({ digest });

/** A policy came into force: who did it, when and why. */
const activation = z.object({ position, time: instant, reason, author });

const knownPolicy = z.object({
  digest,
  active: z.boolean(),
  policy,
  /** When it was proposed here; absent where it is known from the log or the code alone. */
  proposed: instant.optional(),
  /** In force until the first activation of any policy. */
  initial: z.boolean(),
  /** Newest first; none for a mere proposal. */
  activations: z.array(activation),
});
export type KnownPolicy = z.infer<typeof knownPolicy>;

export const listPolicies = defineRoute({
  method: 'get',
  path: '/v1/policies',
  summary: 'All known policies: the one in force, those before it, and proposals',
  roles: readers,
  status: 200,
  reply: z.object({ position, policies: z.array(knownPolicy) }),
});

export const proposePolicy = defineRoute({
  method: 'post',
  path: '/v1/policies',
  summary: 'Propose a whole policy; it is named by the digest of its content, and changes nothing yet',
  roles: ['admin'],
  body: policy,
  status: 201,
  reply: z.object({ digest, active: z.boolean() }),
});

export const activatePolicy = defineRoute({
  method: 'post',
  path: '/v1/policies/{digest}/activate',
  summary: 'Put a known policy in force, an older one too; takes effect on the next answer',
  roles: ['admin'],
  params,
  body: z.object({
    reason,
    /** What its author believes to be in force: refused with 409 if it isn't any more. */
    expected: digest.optional(),
  }),
  status: 200,
  reply: z.object({ digest, previous: digest, position }),
});

const before = { before: count, after: count };
const millionths = z.int().min(0).max(1_000_000);
const named = z.object({ itemId, name: z.string().optional() });
const listItem = z.array(named);

/** What a policy would change: everything twice, under the policy in force and under the proposed one. */
export const dryRunReport = z.object({
  /** Of the policies, and of the influence state under each. */
  policies: z.object({ before: digest, after: digest }),
  digests: z.object({ before: digest, after: digest }),
  /** Too few established accounts: newcomers count in full and nothing is promised. */
  waived: z.object({ before: z.boolean(), after: z.boolean() }),
  standings: z.object({
    counts: z.array(z.object({ standing, ...before })),
    /** Accounts whose standing changes, in all and the first by id. */
    changed: count,
    accounts: z.array(z.object({ accountId, before: standing, after: standing })),
  }),
  /** Accounts that a filter notices, by reason code. */
  evidence: z.array(z.object({ code: z.string(), ...before })),
  /** Shares of all votes, in millionths; the items whose share moves most. */
  shares: z.object({
    totalVariation: millionths,
    items: z.array(named.extend({ before: millionths, after: millionths })),
  }),
  /** What `peers` answers a sample of accounts that have taken something home. */
  lists: z.object({
    sampled: count,
    limit: count,
    changed: count,
    /** Mean share of a list's items that stay in it, wherever; in millionths. */
    overlap: millionths,
    examples: z.array(z.object({ accountId, before: listItem, after: listItem })),
  }),
  /** Of both versions, and what stands out of the second one against the first. */
  fingerprints: z.object({
    before: versionFingerprint,
    after: versionFingerprint,
    notable: fingerprintComparison.shape.notable,
  }),
  /** Of the sampled lists: how many have a certificate of so many accounts, and places that no newcomer changes. */
  certificates: z.object({
    sets: z.array(z.object({ accounts: count, ...before })),
    places: z.object(before),
    newcomerProof: z.object(before),
  }),
});
export type DryRunReport = z.infer<typeof dryRunReport>;

const dryRun = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    stage: z.enum(['waiting', 'folding', 'comparing']),
    position,
    events: count,
    total: count,
  }),
  z.object({ state: z.literal('done'), position, report: dryRunReport }),
  z.object({ state: z.literal('failed'), position, problem }),
]);
export type DryRun = z.infer<typeof dryRun>;

export const startDryRun = defineRoute({
  method: 'post',
  path: '/v1/policies/{digest}/dry-run',
  summary: 'Assess the whole log under a policy beside the one in force; changes nothing',
  roles: readers,
  params,
  status: 202,
  reply: dryRun,
});

export const getDryRun = defineRoute({
  method: 'get',
  path: '/v1/policies/{digest}/dry-run',
  summary: 'How far the last dry run of a policy is, or its report',
  roles: readers,
  params,
  status: 200,
  reply: dryRun,
});
