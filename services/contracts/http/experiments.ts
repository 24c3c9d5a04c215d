import { z } from 'zod';
import { author, count, experimentId, instant, position, reason } from '../primitives.ts';
import { modelName } from './answers.ts';
import { defineRoute } from './route.ts';

/** The blast radius at most, in parts of 10000 of the established accounts. */
export const MAX_EXPERIMENT_PARTS = 2_500;
const MAX_MINUTES = 60;
const MAX_DELAY_MS = 1_000;
/** In parts of 10000. */
const MAX_BUDGET_SHARE = 5_000;

const model = modelName.exclude(['related']);

/**
 * What is disturbed: a model's answer comes late, a model is asked as if it knew nothing of the account, lists are made
 * from what was known when the experiment began, or the object store can't be reached.
 */
export const experimentFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), model, milliseconds: z.int().min(1).max(MAX_DELAY_MS) }),
  z.strictObject({ kind: z.literal('drop-inputs'), model }),
  z.strictObject({ kind: z.literal('stale') }),
  z.strictObject({ kind: z.literal('objects-away') }),
]);
export type ExperimentFault = z.infer<typeof experimentFault>;

const settings = {
  fault: experimentFault,
  /** Of the established accounts, out of 10000, by a hash. Where the object store is lost no list is touched. */
  parts: z.int().min(1).max(MAX_EXPERIMENT_PARTS).default(100),
  /** Of what is left of the error budgets, out of 10000. */
  budgetShare: z.int().min(1).max(MAX_BUDGET_SHARE).default(1_000),
};

/** An experiment as it was agreed: nothing of it changes while it runs. */
export const experimentDocument = z.strictObject({
  experimentId,
  ...settings,
  /** What the share came to: so many lists may be worse than they would have been. */
  lists: count.min(1),
  expires: instant,
});
export type ExperimentDocument = z.infer<typeof experimentDocument>;

/** Who, or what, ended it: a person, the share of the budget or all of it, its time, a rollout, an incident. */
const stopCause = z.enum(['person', 'budget', 'time', 'rollout', 'incident']);
export type StopCause = z.infer<typeof stopCause>;

export const experimentStart = z.object({ document: experimentDocument, reason, author });
export const experimentStop = z.object({ experimentId, because: stopCause, reason, author });

const act = z.object({ position, time: instant, reason, author });

export const experimentView = z.object({
  document: experimentDocument,
  started: act,
  /** Absent while it runs. */
  stopped: act.extend({ because: stopCause }).optional(),
  /** Lists that it touched, of all replicas, and those that were the worse for it. */
  touched: count,
  spent: count,
});
export type ExperimentView = z.infer<typeof experimentView>;

const people = ['analyst', 'admin'] as const;

export const listExperiments = defineRoute({
  method: 'get',
  path: '/v1/experiments',
  summary: 'Chaos experiments, newest first, at most 20; and what a new one could begin with',
  roles: people,
  status: 200,
  reply: z.object({
    position,
    experiments: z.array(experimentView),
    /** Why none can start now; absent where one can. */
    obstacle: z.string().optional(),
    /** Accounts of which one may touch a part. */
    established: count,
    /** Lists that the error budgets have left, of which one may spend a share. */
    left: count,
    models: z.array(model),
  }),
});

export const startExperiment = defineRoute({
  method: 'post',
  path: '/v1/experiments',
  summary: 'Disturb something on purpose, for some accounts and minutes; it stops by itself',
  roles: ['admin'],
  body: z.strictObject({ ...settings, minutes: z.int().min(1).max(MAX_MINUTES).default(10), reason }),
  status: 201,
  reply: experimentView,
});

export const stopExperiment = defineRoute({
  method: 'post',
  path: '/v1/experiments/{experimentId}/stop',
  summary: 'Stop an experiment, now',
  roles: ['admin'],
  params: z.object({ experimentId }),
  body: z.strictObject({ reason }),
  status: 200,
  reply: experimentView,
});
