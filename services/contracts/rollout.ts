import { z } from 'zod';
import { accountModelName } from './http/answers.ts';
import { author, count, digest, instant, reason } from './primitives.ts';

/** Parts of the accounts: a percentage with two decimals, as an integer. */
export const ALL_PARTS = 10_000;
/** The control has as many accounts as the challenger, so up to here there is room for both. */
export const EQUAL_PARTS = 5_000;
const MAX_STEPS = 10;
const MAX_ROLLOUT_DAYS = 90;
export const MAX_ROLLOUT_MS = MAX_ROLLOUT_DAYS * 86_400_000;
/** Unless somebody says when it expires. */
export const USUAL_ROLLOUT_MS = 14 * 86_400_000;

/** A part of the names of both arms' variants, so that each exposure says what it belongs to. */
export const rolloutId = z.string().regex(/^[a-z0-9][a-z0-9-]{2,39}$/);

const owner = z.string().trim().min(1).max(128);

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
const rolloutGuardrails = z.strictObject({
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

/** A rollout as somebody wants it. */
export const rolloutPlan = z.strictObject({
  challenger: accountModelName,
  steps: steps.default([...DEFAULT_STEPS]),
  guardrails: rolloutGuardrails.prefault({}),
  /** The chance that any guardrail ever takes back a challenger that is as good as the control, at most. */
  alpha: z.number().min(0.0001).max(0.5).default(0.05),
  /** An order counts for a list that was first seen at most so long before it was fulfilled. */
  windowHours: z.int().min(1).max(720).default(24),
  /** Without an established account's question for so long, nothing advances. */
  quietMinutes: z.int().min(1).max(10_080).default(60),
  /** Who answers for it; its author unless somebody else is named. */
  owner: owner.optional(),
  /** From then on the challenger is taken back, if it wasn't promoted; at most 90 days ahead. */
  expires: instant,
});
export type RolloutPlan = z.infer<typeof rolloutPlan>;

/** A rollout as it was agreed: nothing of it changes while it runs. Named by the digest of its content. */
export const rolloutDocument = rolloutPlan.extend({
  rolloutId,
  /** The model that answers the control, and everybody else. */
  baseline: accountModelName,
  owner,
});
export type RolloutDocument = z.infer<typeof rolloutDocument>;

export const rolloutSplit = z.object({ challenger: count, control: count });

/** What one guardrail says. */
export const rolloutFinding = z.object({
  guardrail: guardrailName,
  /** The item, or the certificate's rung, that speaks loudest. */
  subject: z.string().max(200).optional(),
  /** Accounts that did it, or had it done to them. */
  events: rolloutSplit,
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
  accounts: rolloutSplit,
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

/** A model that a rollout brought to everybody, or took back. */
export const modelMove = z.object({ model: accountModelName, rolloutId, reason, author });
