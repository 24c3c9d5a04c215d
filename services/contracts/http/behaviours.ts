import { z } from 'zod';
import { accountId, author, count, digest, instant, itemId, position, reason } from '../primitives.ts';
import { modelName } from './answers.ts';
import { defineRoute } from './route.ts';

const MOST = 50;
const top = z.int().min(1).max(20);
const days = z.int().min(1).max(365);

const described = {
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'small letters, digits and dashes, up to 60'),
  /** For people: what must hold. */
  statement: z.string().trim().min(3).max(200),
  /** The share of the cases that may be otherwise, in millionths: 0 is "always". */
  tolerance: z.int().min(0).max(1_000_000),
};

/** What must always hold, in a vocabulary that is small on purpose: each kind is one file with one check. */
export const behaviourDocument = z.discriminatedUnion('kind', [
  z.strictObject({
    ...described,
    kind: z.literal('favourite-in-top'),
    /** Who took it home on so many of the last `within` days … Without an item: any item. */
    itemId: itemId.optional(),
    days,
    within: days,
    /** … sees it among the first so many, unless it is sold out, or he has more such items than places. */
    top,
  }),
  z.strictObject({ ...described, kind: z.literal('sold-out-never-listed') }),
  z.strictObject({
    ...described,
    kind: z.literal('always-certified'),
    /** No item of a list falls to fewer accounts, once the shop is no longer new. */
    accounts: z.int().min(1).max(1_000_000),
  }),
  z.strictObject({
    ...described,
    kind: z.literal('different-histories-different-lists'),
    top,
  }),
  z.strictObject({ ...described, kind: z.literal('never-first'), itemId }),
  z.strictObject({ ...described, kind: z.literal('never-listed'), itemId, top }),
]);
export type BehaviourDocument = z.infer<typeof behaviourDocument>;

export const behaviourDocuments = z
  .array(behaviourDocument)
  .max(MOST)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two statements have the same id');

const behaviourFailure = z.object({ accountId: accountId.optional(), detail: z.string() });

export const behaviourResult = z.object({
  id: described.id,
  /** More than the tolerance allows are otherwise. One without any case holds. */
  holds: z.boolean(),
  /** None of an item that nobody has heard of: its id may be mistyped. */
  cases: count,
  failed: count,
  /** The first few. */
  failures: z.array(behaviourFailure).max(5),
});
export type BehaviourResult = z.infer<typeof behaviourResult>;

const run = z.object({ position, time: instant, model: modelName, results: z.array(behaviourResult) });
export type BehaviourRun = z.infer<typeof run>;

const behavioursState = z.object({
  documents: z.array(behaviourDocument),
  /** Of the documents. */
  digest,
  /** What Relish started with. */
  initial: z.object({ digest, documents: z.array(behaviourDocument) }),
  /** As this process ran them last, on what accounts are given; absent where another one does. */
  lastRun: run.omit({ model: true }).optional(),
  /** Newest first; each with what it set. */
  changes: z.array(
    z.object({ position, time: instant, reason, author, digest, documents: z.array(behaviourDocument) }),
  ),
});

export const getBehaviours = defineRoute({
  method: 'get',
  path: '/v1/behaviours',
  summary: 'What must always hold, how it stands, and who changed it why',
  roles: ['analyst', 'admin'],
  status: 200,
  reply: behavioursState,
});

export const putBehaviours = defineRoute({
  method: 'put',
  path: '/v1/behaviours',
  summary: 'Replace the statements of what must always hold',
  roles: ['admin'],
  body: z.object({
    documents: behaviourDocuments,
    reason,
    /** What its author believes to be in force: refused with 409 if it isn't any more. */
    expected: digest.optional(),
  }),
  status: 200,
  reply: behavioursState,
});

export const runBehavioursNow = defineRoute({
  method: 'post',
  path: '/v1/behaviours/run',
  summary: 'Check them against a model, as of now; it changes nothing',
  roles: ['analyst', 'admin'],
  body: z.object({
    /** One that is made from the votes: those that are trained apart are checked as they are served. */
    model: modelName.extract(['naive', 'popular', 'peers']).default('peers'),
    /** Instead of those in force: to see what a change would say. */
    documents: behaviourDocuments.optional(),
  }),
  status: 200,
  reply: run,
});
