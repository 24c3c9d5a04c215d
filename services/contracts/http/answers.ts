import { z } from 'zod';
import { accountId, count, digest, experimentId, instant, itemId, money, position } from '../primitives.ts';
import { defineRoute } from './route.ts';

const limit = z.coerce.number().int().min(1).max(100).default(5);
const when = {
  minPosition: position.optional().meta({ description: 'wait up to 2 s until the fold has reached it' }),
  asOf: position.optional().meta({ description: 'answer from the state at this position' }),
};

/** Models that run apart, in a worker thread or behind the Open Inference Protocol. */
export const apartModelName = z.enum(['cooccurrence', 'ease', 'remote']);
export type ApartModelName = z.infer<typeof apartModelName>;
export const modelName = z.enum(['naive', 'popular', 'peers', 'related', ...apartModelName.options]);
export type ModelName = z.infer<typeof modelName>;
/** Models that can answer an account: what a flag can give it, and a rollout can be about. */
export const accountModelName = modelName.exclude(['related']);
export type AccountModelName = z.infer<typeof accountModelName>;

/** Whose list went out: that of the flag's model, or of who stood in for it; `default` is the same list for everybody. */
export const servedBy = z.enum(['preferred', 'baseline', 'challenger', 'safety-net', 'default']);
export type ServedBy = z.infer<typeof servedBy>;

/** What was asked, complete: with a position it is enough to compute the answer again. */
export const question = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('recommendations'),
    accountId,
    limit: z.int(),
    only: z.literal('new').optional(),
  }),
  z.object({ kind: z.literal('popular'), limit: z.int() }),
  z.object({ kind: z.literal('related'), itemId, limit: z.int() }),
]);
export type Question = z.infer<typeof question>;

/** Scores and their parts are integers: millionths of a vote. */
const score = z.int();

export const answerItem = z.object({
  itemId,
  name: z.string().optional(),
  score,
  /** score = own + established + newcomers; `own` is the asking account's, out of any attacker's reach. */
  parts: z.object({ own: score, established: score, newcomers: score }),
  /** How many accounts' votes are in the score. */
  supporters: count,
  certificate: z.object({
    /** The largest e such that no e − 1 hostile accounts remove the item from this list. 0: no promise. */
    accounts: count,
    /** No number of newcomers, whatever they do, changes its place. */
    newcomerProof: z.boolean(),
  }),
});
export type AnswerItem = z.infer<typeof answerItem>;

/** The least that `accounts` hostile accounts cost; `established` of them must have aged first. */
export const price = z.object({ accounts: count, established: count, days: count, amount: z.int().min(0) });
export type Price = z.infer<typeof price>;

export const answer = z.object({
  requestId: z.string().max(64),
  position,
  policy: digest,
  /** Publication is held since this position: orders and items that came later are not in the answer. */
  heldSince: position.optional(),
  /** The log can't be reached, or written, since then: what happened later may be missing in the answer. */
  staleSince: instant.optional(),
  /** Too many answers wait for the log to come back: this one is nowhere to be found or repeated later. */
  recorded: z.literal(false).optional(),
  /** Something was disturbed on purpose when it was made: the chaos experiment that did. */
  experiment: experimentId.optional(),
  servedBy,
  /** Of the flag `recommender-model`, for this account; absent where the flag had no say. */
  variant: z.string().max(100).optional(),
  model: z.object({ name: modelName, version: z.string(), digest }),
  /** What the order of the list rests on: `popular` where an account has no settled history. */
  basis: modelName,
  items: z.array(answerItem),
  certificate: z.object({
    set: count,
    remaining: z.array(z.object({ accounts: count, items: count })),
    price,
    /** The shop is new: newcomers count in full, nothing is promised. */
    waived: z.boolean(),
  }),
});
export type Answer = z.infer<typeof answer>;

const readers = ['service', 'analyst', 'admin'] as const;

export const getRecommendations = defineRoute({
  method: 'get',
  path: '/v1/recommendations',
  summary: 'What this account may like, with certificates',
  roles: readers,
  query: z.object({ accountId, limit, only: z.literal('new').optional(), ...when }),
  status: 200,
  reply: answer,
});

export const getPopular = defineRoute({
  method: 'get',
  path: '/v1/popular',
  summary: 'What all accounts together like, with certificates',
  roles: readers,
  query: z.object({ limit, ...when }),
  status: 200,
  reply: answer,
});

export const getRelated = defineRoute({
  method: 'get',
  path: '/v1/items/{itemId}/related',
  summary: 'What accounts like who like this item, with certificates',
  roles: readers,
  params: z.object({ itemId }),
  query: z.object({ limit, ...when }),
  status: 200,
  reply: answer,
});

const requestId = z.string().min(1).max(64);

export const getRecorded = defineRoute({
  method: 'get',
  path: '/v1/recommendations/{requestId}',
  summary: 'A past answer, as it went out',
  roles: ['analyst', 'admin', 'service'],
  params: z.object({ requestId }),
  status: 200,
  reply: z.object({ question, answer, time: instant }),
});

/** A member of an answer as it went out and as it is now, as JSON; one of them absent where there was none. */
const difference = z.object({
  member: z.string(),
  recorded: z.string().optional(),
  again: z.string().optional(),
});
export type Difference = z.infer<typeof difference>;

export const reproduceAnswer = defineRoute({
  method: 'post',
  path: '/v1/recommendations/{requestId}/reproduce',
  summary: 'Compute a past answer again from the log and compare',
  roles: ['analyst', 'admin', 'service'],
  params: z.object({ requestId }),
  status: 200,
  reply: answer.extend({
    identical: z.boolean(),
    /** What isn't as it went out, where something isn't. */
    differences: z.array(difference).optional(),
  }),
});

/** What would it take to push this item out of the top `limit`? */
export const getCertificate = defineRoute({
  method: 'get',
  path: '/v1/items/{itemId}/certificate',
  summary: 'What it takes to push an item out of a list, rival by rival',
  roles: ['analyst', 'admin'],
  params: z.object({ itemId }),
  query: z.object({ accountId: accountId.optional(), limit: limit.default(3) }),
  status: 200,
  reply: z.object({
    position,
    itemId,
    name: z.string().optional(),
    /** 1 is first; absent when nothing is scored or the item is not in the ranking. */
    rank: z.int().min(1).optional(),
    score,
    waived: z.boolean(),
    inList: z.boolean(),
    accounts: count,
    newcomerProof: z.boolean(),
    price,
    cheapestOrder: money,
    /** The ranking's first places and what each rival needs to pass the item. */
    ranking: z.array(
      z.object({
        itemId,
        name: z.string().optional(),
        rank: z.int().min(1),
        score,
        parts: z.object({ own: score, established: score, newcomers: score }),
        /** Score still missing to draw level; 0 for those ahead. */
        gap: score,
        accountsToPass: count,
      }),
    ),
  }),
});
