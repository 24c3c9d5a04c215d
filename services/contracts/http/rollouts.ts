import { z } from 'zod';
import { author, count, digest, instant, position, reason } from '../primitives.ts';
import { modelName } from './answers.ts';
import { defineRoute } from './route.ts';

/** Parts of the accounts: a percentage with two decimals, as an integer. */
export const ALL_PARTS = 10_000;
/** The control has as many accounts as the challenger, so up to here there is room for both. */
export const EQUAL_PARTS = 5_000;
const MAX_STEPS = 10;
const MAX_ROLLOUT_DAYS = 90;
export const MAX_ROLLOUT_MS = MAX_ROLLOUT_DAYS * 86_400_000;

/** A part of the names of both arms' variants, so that each exposure says what it belongs to. */
export const rolloutId = z.string().regex(/^[a-z0-9][a-z0-9-]{2,39}$/);
const model = modelName.exclude(['related']);

/** How many accounts the challenger gets, and what must have been seen before it gets more. */
export const rolloutStep = z.strictObject({
  parts: z.int().min(1).max(ALL_PARTS),
  /** Established accounts that first see a list of either arm in this step; of no account in the last one. */
  leastAccounts: z.int().min(0).max(100_000),
  leastMinutes: z.int().min(0).max(43_200),
});
export type RolloutStep = z.infer<typeof rolloutStep>;

const grows = (steps: readonly RolloutStep[]): boolean =>
  steps.every(({ parts }, index) => index === 0 || parts > (steps[index - 1]?.parts ?? 0));
const leavesRoom = (steps: readonly RolloutStep[]): boolean =>
  steps.every(({ parts }, index) => parts <= EQUAL_PARTS || index === steps.length - 1);

const steps = z
  .array(rolloutStep)
  .min(1)
  .max(MAX_STEPS)
  .refine(grows, 'each step has more parts than the one before')
  .refine(
    leavesRoom,
    `a step has at most ${EQUAL_PARTS} parts, so that there is a control; the last ${ALL_PARTS}`,
  )
  .refine((all) => all.at(-1)?.parts === ALL_PARTS, `the last step has ${ALL_PARTS} parts`);

/**
 * What a shop of many thousands starts with: 1 → 5 → 25 → 50 → 100 %. So many accounts find a fifth less conversion in
 * 95 of 100 rollouts (`npm run bench:canary`); with fewer only what is worse is found.
 */
export const DEFAULT_STEPS: readonly RolloutStep[] = [
  { parts: 100, leastAccounts: 100, leastMinutes: 60 },
  { parts: 500, leastAccounts: 500, leastMinutes: 60 },
  { parts: 2_500, leastAccounts: 2_500, leastMinutes: 60 },
  { parts: EQUAL_PARTS, leastAccounts: 6_000, leastMinutes: 60 },
  { parts: ALL_PARTS, leastAccounts: 0, leastMinutes: 60 },
];

const ratio = z.number().min(0.01).max(100);
/** It may not become rarer than so many times as in the control. */
const atLeast = ratio.max(1).nullable().default(1);
/** It may not become more frequent than so many times as in the control. */
const atMost = ratio.min(1).nullable().default(1);

/**
 * Bounds of the challenger's rates, in units of the control's, `null` for none: the challenger is taken back when the
 * evidence says that one is passed. Each rate is a share of accounts: one account counts once.
 */
export const rolloutGuardrails = z.strictObject({
  /** Accounts with a fulfilled order within the window after their first list. */
  conversion: atLeast,
  /** Accounts that got no list of any model: the default, or nothing. */
  errors: atMost,
  /** Accounts that were caught by the safety net. */
  safetyNet: atMost,
  /** Accounts whose model didn't answer by its deadline: another one did. */
  deadline: atMost,
  /** Accounts whose first list has a small certificate, for each rung of smallness. */
  certificate: atMost,
  /** Accounts whose first list has an item, for each item. */
  exposure: ratio.min(1).nullable().default(3),
});
export const guardrailName = rolloutGuardrails.keyof();
export type GuardrailName = z.infer<typeof guardrailName>;

const settings = {
  steps: steps.default([...DEFAULT_STEPS]),
  guardrails: rolloutGuardrails.prefault({}),
  /** The chance that any guardrail ever takes back a challenger that is as good as the control, at most. */
  alpha: z.number().min(0.0001).max(0.5).default(0.05),
  /** An order counts for a list that was first seen at most so long before it was fulfilled. */
  windowHours: z.int().min(1).max(720).default(24),
  /** Without an established account's question for so long, nothing advances. */
  quietMinutes: z.int().min(1).max(10_080).default(60),
};

/** A rollout as it was agreed: nothing of it changes while it runs. Named by the digest of its content. */
export const rolloutDocument = z.strictObject({
  rolloutId,
  challenger: model,
  /** The model that answers the control, and everybody else. */
  baseline: model,
  ...settings,
  /** Who answers for it. */
  owner: z.string().trim().min(1).max(128),
  /** From then on the challenger is taken back, if it wasn't promoted. */
  expires: instant,
});
export type RolloutDocument = z.infer<typeof rolloutDocument>;

const byArm = z.object({ challenger: count, control: count });

/** What one guardrail says. */
export const rolloutFinding = z.object({
  guardrail: guardrailName,
  /** The item, or the certificate's rung, that speaks loudest. */
  subject: z.string().max(200).optional(),
  /** Accounts that did it, or had it done to them. */
  events: byArm,
  /** The challenger's rate in units of the control's: where the guardrail is, and where the truth may be. */
  bound: ratio,
  ratio: z.object({ estimate: z.number().optional(), low: z.number(), high: z.number().optional() }),
  /** Evidence that the bound is passed, in nats, and from which on it is believed. */
  evidence: z.number(),
  threshold: z.number(),
  isAlarm: z.boolean(),
});
export type RolloutFinding = z.infer<typeof rolloutFinding>;

export const rolloutEvidence = z.object({
  /** Established accounts by the arm of their first list. */
  accounts: byArm,
  /** Are both arms as large as they should be? Otherwise nothing that is counted means anything. */
  sampleRatio: z.object({ evidence: z.number(), threshold: z.number(), isOff: z.boolean() }),
  findings: z.array(rolloutFinding),
});
export type RolloutEvidence = z.infer<typeof rolloutEvidence>;

export const rolloutActName = z.enum([
  'started',
  'advanced',
  'held',
  'resumed',
  'paused',
  'aborted',
  'rolled-back',
  'promoted',
  'expired',
]);
export type RolloutActName = z.infer<typeof rolloutActName>;

/** An act on a rollout as it is on the log. */
export const rolloutChange = z.object({
  rolloutId,
  act: rolloutActName,
  /** The step after it, from 0. */
  step: z
    .int()
    .min(0)
    .max(MAX_STEPS - 1),
  /** When it starts. */
  document: rolloutDocument.optional(),
  /** What it was judged by. */
  evidence: rolloutEvidence.optional(),
  /** The flags that its author saw, where it moves accounts: where others are in force by then, it is void. */
  expected: digest.optional(),
  reason,
  author,
});
export type RolloutChange = z.infer<typeof rolloutChange>;

/** A model that a rollout brought to everybody, or took back. */
export const modelMove = z.object({ model, rolloutId, reason, author });

const rolloutAct = rolloutChange
  .pick({ act: true, step: true, reason: true, author: true })
  .extend({ position, time: instant });

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
  accounts: byArm,
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
    baseline: model.optional(),
    challengers: z.array(model),
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
  body: z.strictObject({
    challenger: model,
    ...settings,
    owner: rolloutDocument.shape.owner.optional(),
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
