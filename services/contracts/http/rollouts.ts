import { z } from 'zod';
import { count, digest, instant, position, reason } from '../primitives.ts';
import {
  rolloutChange,
  rolloutDocument,
  rolloutEvidence,
  rolloutFinding,
  rolloutId,
  rolloutPlan,
  rolloutSplit,
} from '../rollout.ts';
import { accountModelName } from './answers.ts';
import { changeReference } from './changes.ts';
import { defineRoute } from './route.ts';

export const rolloutAct = rolloutChange.pick({ act: true, step: true, reason: true, author: true }).extend({
  position,
  time: instant,
  /** Where two people did it; its author is who asked. */
  change: changeReference.optional(),
});

const status = z.enum(['running', 'held', 'paused', 'aborted', 'rolled-back', 'promoted', 'expired']);
export type RolloutStatus = z.infer<typeof status>;

const summary = z.object({
  rolloutId,
  digest,
  document: rolloutDocument,
  status,
  step: z.int().min(0),
  /** Newest first. */
  acts: z.array(rolloutAct),
});
export type RolloutSummary = z.infer<typeof summary>;

/** What is to be done, by the judge's word: `wait` is nothing. */
export const rolloutDecision = z.enum([
  'wait',
  'hold',
  'resume',
  'advance',
  'roll-back',
  'promote',
  'expire',
  'abort',
]);

/** How it stood at a time. */
const rolloutPoint = z.object({
  time: instant,
  accounts: rolloutSplit,
  /** In nats, by guardrail. */
  evidence: z.record(z.string().max(40), z.number()),
  /** Of conversion. */
  ratio: rolloutFinding.shape.ratio,
});

export const rolloutView = summary.extend({
  /** As counted now; of a finished one at its end. */
  evidence: rolloutEvidence,
  /** Of a finished one there is none. */
  verdict: z.object({ decision: rolloutDecision, reasons: z.array(z.string().max(500)) }).optional(),
  /** Oldest first, at most about a hundred. */
  points: z.array(rolloutPoint),
});
export type RolloutView = z.infer<typeof rolloutView>;

const staleFlag = z.object({
  key: z.string(),
  why: z.enum(['split-without-rollout', 'unchanged', 'disabled']),
  /** When it last changed; absent where the flags that are remembered don't say. */
  since: instant.optional(),
  detail: z.string(),
});
export type StaleFlag = z.infer<typeof staleFlag>;

const people = ['analyst', 'admin'] as const;
const params = z.object({ rolloutId });

export const listRollouts = defineRoute({
  method: 'get',
  path: '/v1/rollouts',
  summary: 'Rollouts, the running one first, then the last 20; and what a new one can begin with',
  roles: people,
  status: 200,
  reply: z.object({
    position,
    rollouts: z.array(summary),
    /** Why none can start now; absent where one can. */
    obstacle: z.string().optional(),
    baseline: accountModelName.optional(),
    challengers: z.array(accountModelName),
    /** Accounts that could be counted. */
    established: count,
  }),
});

export const getRollout = defineRoute({
  method: 'get',
  path: '/v1/rollouts/{rolloutId}',
  summary: 'A rollout with its evidence, and what will be done about it',
  roles: people,
  params,
  status: 200,
  reply: rolloutView,
});

export const startRollout = defineRoute({
  method: 'post',
  path: '/v1/rollouts',
  summary: 'Give a challenger its first accounts; it goes on, and back, by itself',
  roles: ['admin'],
  body: rolloutPlan.extend({
    expires: instant.optional().meta({ description: 'in 14 days unless given; at most 90 days ahead' }),
    reason,
  }),
  status: 201,
  reply: rolloutView,
});

const act = <const Name extends string>(name: Name, text: string) =>
  defineRoute({
    method: 'post',
    path: `/v1/rollouts/{rolloutId}/${name}`,
    summary: text,
    roles: ['admin'],
    params,
    body: z.strictObject({ reason }),
    status: 200,
    reply: rolloutView,
  });

export const pauseRollout = act('pause', 'Stay at this step until somebody resumes; guardrails go on');
export const resumeRollout = act('resume', 'Go on where it was paused');
export const abortRollout = act('abort', 'Take the challenger back, now');
export const promoteRollout = act('promote', 'Give the challenger to everybody, now');

export const listStaleFlags = defineRoute({
  method: 'get',
  path: '/v1/flags/stale',
  summary:
    'Flags that somebody should clean up: splits that no rollout drives, rules that nobody has touched for long',
  roles: people,
  query: z.object({ days: z.coerce.number().int().min(1).max(3_650).default(30) }),
  status: 200,
  reply: z.object({ flags: z.array(staleFlag) }),
});
