import { z } from 'zod';
import { author, digest, instant, jsonValue, position, reason } from '../primitives.ts';
import { defineRoute } from './route.ts';

const variant = z.union([z.string().max(200), z.number(), z.boolean(), z.record(z.string(), jsonValue)]);

/**
 * A flagd flag. Its targeting is checked by flagd's own schema and operators on write. Strict: a misspelt member
 * would otherwise be dropped in silence, and a kill switch with it.
 */
const flag = z.strictObject({
  state: z.enum(['ENABLED', 'DISABLED']),
  variants: z.record(z.string().min(1).max(100), variant),
  defaultVariant: z.string().min(1).max(100),
  targeting: z.record(z.string(), jsonValue).optional(),
  metadata: z.record(z.string().max(100), z.union([z.string().max(200), z.number(), z.boolean()])).optional(),
});

/** A flagd definition (flagd.dev/schema/v0): flags by key. */
export const flagDefinition = z.record(z.string().min(1).max(100), flag);
export type FlagDefinition = z.infer<typeof flagDefinition>;

const flagState = z.object({
  flags: flagDefinition,
  digest,
  /** Newest first; each with what it set, so that one can go back to it. */
  changes: z.array(z.object({ position, time: instant, reason, author, digest, flags: flagDefinition })),
});

export const getFlags = defineRoute({
  method: 'get',
  path: '/v1/flags',
  summary: 'The flags as they are, and who changed them why',
  roles: ['analyst', 'admin'],
  status: 200,
  reply: flagState,
});

export const putFlags = defineRoute({
  method: 'put',
  path: '/v1/flags',
  summary: 'Replace the flag definition; acts within a second',
  roles: ['admin'],
  body: z.object({
    flags: flagDefinition,
    reason,
    /** What its author believes to be in force: refused with 409 if it isn't any more. A kill switch needs none. */
    expected: digest.optional(),
  }),
  status: 200,
  reply: flagState,
});

/** Held back for 20 s at most, so that a page shows what a kill switch does without asking all the time. */
export const watchMyVariant = defineRoute({
  method: 'get',
  path: '/v1/flags/recommender-model/mine',
  summary: 'My variant, once it is another than the one I know',
  roles: ['customer'],
  query: z.object({
    /** Of the list that is shown; absent where it has none. */
    known: z.string().max(100).optional(),
  }),
  status: 200,
  /** Without a variant the flag is off or missing. */
  reply: z.object({ variant: z.string().max(100).optional() }),
});

const evaluationContext = z.object({ context: z.record(z.string(), jsonValue).optional() });
const evaluated = z.object({
  key: z.string(),
  value: jsonValue.optional(),
  variant: z.string().optional(),
  reason: z.string().optional(),
  errorCode: z.string().optional(),
  errorDetails: z.string().optional(),
  metadata: z.record(z.string(), jsonValue).optional(),
});

const failure = z.object({ errorCode: z.string(), errorDetails: z.string().optional() });
const flagFailure = failure.extend({ key: z.string() });

export const evaluateFlag = defineRoute({
  method: 'post',
  path: '/ofrep/v1/evaluate/flags/{key}',
  summary: 'OFREP: evaluate one flag',
  roles: ['service', 'analyst', 'admin'],
  params: z.object({ key: z.string().min(1).max(100) }),
  body: evaluationContext,
  status: 200,
  reply: evaluated,
  failures: { 400: flagFailure, 404: flagFailure },
});

export const evaluateFlags = defineRoute({
  method: 'post',
  path: '/ofrep/v1/evaluate/flags',
  summary: 'OFREP: evaluate all flags; ETag over the body',
  roles: ['service', 'analyst', 'admin'],
  body: evaluationContext,
  status: 200,
  reply: z.object({ flags: z.array(evaluated), metadata: z.record(z.string(), jsonValue).optional() }),
  failures: { 400: failure },
});
