import { z } from 'zod';
import { accountId, count, digest, experimentId, instant, itemId, position } from '../primitives.ts';
import { modelName, servedBy } from './answers.ts';
import { defineRoute } from './route.ts';

/** What a model is to one request: the flag's, the old and understood one, the net, or one that is only compared. */
export const modelRole = z.enum(['preferred', 'baseline', 'safety-net', 'challenger']);
export type ModelRole = z.infer<typeof modelRole>;

/** Where a model runs: beside the votes, in a worker thread, behind the Open Inference Protocol. */
const runs = z.enum(['thread', 'worker', 'remote']);
export type Runs = z.infer<typeof runs>;

const model = z.object({ name: modelName, version: z.string().max(100), digest });
export type ModelIdentity = z.infer<typeof model>;

/**
 * `answered` while its list could still go out, `late` after that, `failed` with a problem, `silent` where nothing came,
 * `skipped` where it wasn't asked.
 */
const outcome = z.enum(['answered', 'late', 'failed', 'silent', 'skipped']);
export type Outcome = z.infer<typeof outcome>;

const settledAnswer = z.object({
  model,
  role: modelRole,
  outcome,
  /** From the question to its answer; of a model in this thread what it took to compute it. */
  micros: count.optional(),
  /** The first ones, as far as a list goes; scores are integers. */
  items: z.array(z.tuple([itemId, z.int()])).max(100),
  problem: z.string().max(200).optional(),
});
export type SettledAnswer = z.infer<typeof settledAnswer>;

/** The most of a history, and of what is sold out, that is written down: with the position the rest can be folded again. */
export const RECORDED_ROWS = 100;

/** The decoy's record: what every model was given. */
const recordedRequest = z.object({
  accountId,
  limit: z.int(),
  onlyNew: z.boolean(),
  variant: z.string().max(100).optional(),
  /** Item, on how many days, and the last of them in days since 1970. */
  history: z.array(z.tuple([itemId, count, z.int()])).max(RECORDED_ROWS),
  /** How long the history really is. */
  taken: count,
  soldOut: z.array(itemId).max(RECORDED_ROWS),
});

/** One meeting of all models under one request's id, as the log keeps it. */
export const settled = z.object({
  requestId: z.string().max(64),
  position,
  servedBy,
  /** Whose document says which model was disturbed, and how. */
  experiment: experimentId.optional(),
  request: recordedRequest,
  answers: z.array(settledAnswer).max(16),
});
export type Settled = z.infer<typeof settled>;

/** Microseconds; a quarter of an octave exact. */
const latency = z.object({ count, p50: count, p90: count, p99: count, max: count });

const agreement = z.object({
  /** The baseline that it was compared with. */
  with: modelName,
  lists: count,
  /** |A ∩ B| / max(|A|, |B|) over the two lists, on average; millionths. */
  overlap: z.int().min(0).max(1_000_000),
  /** Kendall's τ over the items that are in both lists, on average; millionths, absent where never two were. */
  order: z.int().min(-1_000_000).max(1_000_000).optional(),
});

export const liveModel = z.object({
  model,
  runs,
  state: z.object({
    is: z.enum(['live', 'starting', 'down']),
    since: instant,
    /** Since it was put here. */
    restarts: count,
    problem: z.string().max(200).optional(),
  }),
  roles: z.array(z.object({ role: modelRole, requests: count })),
  /** Answers by the rung that they met, and what became of the rest. */
  rungs: z.object({
    by30: count,
    by40: count,
    by45: count,
    late: count,
    failed: count,
    silent: count,
    skipped: count,
  }),
  /** Lists of its own that went out. */
  served: count,
  /** Of those for which it was the preferred one: how often whose list went out in its place. */
  replacedBy: z.array(z.object({ servedBy, requests: count })),
  latency,
  agreement: z.array(agreement),
});
export type LiveModelRow = z.infer<typeof liveModel>;

export const listModels = defineRoute({
  method: 'get',
  path: '/v1/models',
  summary:
    'Every live model of this process: where it runs, which rungs it met, how it agrees with the baseline',
  roles: ['analyst', 'admin', 'service'],
  status: 200,
  reply: z.object({
    /** Since when this process counts. */
    since: instant,
    requests: count,
    /** Milliseconds after which the baseline's list will do, anybody's, and the default goes out. */
    ladder: z.object({ baseline: z.int(), anything: z.int(), last: z.int() }),
    servedBy: z.array(z.object({ servedBy, requests: count })),
    /** Records that found no room or no log. */
    unrecorded: count,
    models: z.array(liveModel),
  }),
});
