import { z } from 'zod';
import { count, digest, position } from '../primitives.ts';
import { policy } from '../policy.ts';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

const readers = ['analyst', 'admin'] as const;

/** Hostile accounts against which certified figures are told. */
export const SAFETY_BUDGETS = [0, 1, 2, 5, 10, 20] as const;

const millionths = z.int().min(0).max(1_000_000);

/** What lists are worth, as means over accounts; in millionths. */
const listFigures = z.object({
  accounts: count,
  ndcg: millionths,
  recall: millionths,
  /** A place counts only while its certificate is above `against`: so many hostile accounts don't remove it. */
  certified: z.array(z.object({ against: count, precision: millionths, recall: millionths })),
});
export type ListFigures = z.infer<typeof listFigures>;

const { clip, power } = policy.shape.peers.shape;

/** What one clip m and power q of `peers` comes to, all else being as in the policy in force. */
const safetyPoint = z.object({
  clip,
  power,
  inForce: z.boolean(),
  /** Lists of all items against all that was taken home later, and of new items against what was new then. */
  all: listFigures,
  fresh: listFigures,
});
export type SafetyPoint = z.infer<typeof safetyPoint>;

const safetySplit = z.object({
  /** The first UTC day that was held out: lists know nothing that is dated on it or later. */
  cut: z.iso.date(),
  /** Orders that were taken home. */
  orders: z.object({ before: count, after: count }),
  /** Accounts that took something home on either side, and how many of them were measured. */
  accounts: z.object({ returned: count, measured: count }),
});
export type SafetySplit = z.infer<typeof safetySplit>;

/** At which position, and under which policy in force there, something was measured. */
const made = { position, policy: digest };

export const safetyResult = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('measured'),
    ...made,
    split: safetySplit,
    /** How long the lists are. */
    limit: count,
    points: z.array(safetyPoint),
  }),
  z.object({
    outcome: z.literal('too-small'),
    ...made,
    /** What a hold-out lacks: orders taken home, accounts that came back after the cut, established ones at the cut. */
    lacks: z.array(
      z.object({ what: z.enum(['orders', 'returned', 'established']), has: count, needs: count }),
    ),
  }),
]);
export type SafetyResult = z.infer<typeof safetyResult>;

export const safetyRun = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    /** Reading the log to find the cut, reading it again up to the cut, measuring lists. */
    stage: z.enum(['folding', 'cutting', 'measuring']),
    position,
    /** Of the stage: events read, or an account's two lists measured. */
    done: count,
    total: count,
  }),
  z.object({ state: z.literal('done'), position }),
  z.object({ state: z.literal('failed'), position, problem }),
]);
export type SafetyRun = z.infer<typeof safetyRun>;

const safetyCurve = z.object({
  /** Of the log and of the policy in force: how old the result is. */
  now: z.object(made),
  /** What is under way or came last; absent before the first. */
  run: safetyRun.optional(),
  /** Of the last run that came to its end, also while another is under way. */
  result: safetyResult.optional(),
});
export type SafetyCurve = z.infer<typeof safetyCurve>;

export const startSafetyCurve = defineRoute({
  method: 'post',
  path: '/v1/safety-curve',
  summary: 'Measure accuracy against safety on the shop’s own log, or join the run that is under way',
  roles: readers,
  status: 202,
  reply: safetyCurve,
});

export const getSafetyCurve = defineRoute({
  method: 'get',
  path: '/v1/safety-curve',
  summary: 'How far the measuring of accuracy against safety is, and its last result',
  roles: readers,
  status: 200,
  reply: safetyCurve,
});
