import { z } from 'zod';
import { alertPolicy, serviceLevelObjective } from '../open-slo.ts';
import { count, instant, position } from '../primitives.ts';
import { defineRoute } from './route.ts';

const readers = ['analyst', 'admin', 'service'] as const;

/** What is promised of answers: within 50 ms, by a model, of what is known now, with a certificate. */
export const objectiveName = z.enum(['answered-in-time', 'without-safety-net', 'fresh', 'certified']);
export type ObjectiveName = z.infer<typeof objectiveName>;

const severity = z.enum(['page', 'ticket']);

/** Answers of a stretch of time; `burnRate` 1 spends the budget in exactly the objective's days. */
const burn = { answers: count, bad: count, burnRate: z.number().min(0) };
const burnWindow = z.object({ minutes: z.int().min(1), ...burn });

const burnAlert = z.object({
  /** It fires while both windows burn faster than this. */
  factor: z.number().positive(),
  severity,
  long: burnWindow,
  short: burnWindow,
  firing: z.boolean(),
});
export type BurnAlert = z.infer<typeof burnAlert>;

const budget = z.object({
  objective: objectiveName,
  displayName: z.string(),
  description: z.string(),
  /** The share of answers that has to be good. */
  target: z.number(),
  days: z.int().min(1),
  /** `log`: of all replicas, whenever; `process`: of this process since its start. */
  counted: z.enum(['log', 'process']),
  answers: count,
  bad: count,
  /** The share of the budget that is left: 1 all of it, 0 none, below 0 overspent. */
  left: z.number().max(1),
  alerts: z.array(burnAlert),
  /** The gravest alert that fires. */
  firing: severity.optional(),
  /** Hour by hour, the last one up to now. */
  history: z.array(z.object({ until: instant, ...burn })),
});
export type Budget = z.infer<typeof budget>;

export const getBudgets = defineRoute({
  method: 'get',
  path: '/v1/budgets',
  summary:
    'Error budgets: what is promised of answers, what is left, how fast it burns, and whether rollouts may advance',
  roles: readers,
  status: 200,
  reply: z.object({
    position,
    at: instant,
    rollouts: z.object({
      mayAdvance: z.boolean(),
      /** Why not, in words; empty where they may. */
      because: z.array(z.string()),
    }),
    budgets: z.array(budget),
  }),
});

export const getObjectives = defineRoute({
  method: 'get',
  path: '/v1/budgets/openslo',
  summary: 'The objectives and their alert policies as OpenSLO v1 documents',
  roles: readers,
  status: 200,
  reply: z.object({
    objectives: z.array(serviceLevelObjective),
    alertPolicies: z.array(alertPolicy),
  }),
});
