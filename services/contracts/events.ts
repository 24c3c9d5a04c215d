import { z } from 'zod';
import {
  accountId,
  author,
  digest,
  instant,
  itemId,
  money,
  orderId,
  position,
  reason,
} from './primitives.ts';
import { answer, question } from './http/answers.ts';
import { experimentStart, experimentStop } from './http/experiments.ts';
import { changeId, changeProposal, changeReference } from './http/changes.ts';
import { settled } from './http/rendezvous.ts';
import { modelMove, rolloutChange } from './rollout.ts';
import { behaviourDocuments } from './http/behaviours.ts';
import { flagDefinition } from './http/flags.ts';
import { incidentId, incidentOpening } from './http/incidents.ts';
import { training } from './http/registry.ts';
import { policy } from './policy.ts';

/** The largest real invoice known (Online Retail) has 1,114 lines. */
const MAX_LINES = 2_000;
const quantity = z.int().min(1).max(1_000_000);

const placedLine = z.object({ itemId, quantity, unitPrice: money.optional() });
/** A part of an order; without `quantity` the whole line is meant. */
const partLine = z.object({ itemId, quantity: quantity.optional() });

/** Where a request came from. As received it is in clear; on the log all are keyed hashes. */
const origin = z.object({
  address: z.string().max(128).optional(),
  /** The address's /24 or /48. Ours to say: what a client sends here is dropped. */
  network: z.string().max(128).optional(),
  device: z.string().max(128).optional(),
});

/**
 * CloudEvents' distributed tracing extension: where in a trace the event was made (W3C Trace Context). It tells
 * whoever looks for what happened; nothing is decided by it, so one that makes no sense is dropped, not refused.
 */
const traceparent = z
  .string()
  .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
  .optional()
  .catch(undefined)
  // Its type is spelled out for OpenAPI, which doesn't know of catching.
  .meta({ type: 'string', description: 'W3C trace context; one that makes no sense is dropped' });

/** Under this the stand keeps its books. Others may tell of it too; what they say is marked, see `ingested`. */
export const STAND_SOURCE = '/stands/hq';

/**
 * Ours to say: an event under the stand's own source that came in from outside. It counts as any other for the
 * recommender, and is none of the stand's books. A client can say it of itself, never deny it.
 */
const ingested = z
  .literal(true)
  .optional()
  .catch(undefined)
  .meta({ type: 'boolean', description: 'Ours to say: told from outside about a stand of this Relish' });

/** Of CloudEvents, and so of what the events here look like. */
const SPECVERSION = '1.0';

const envelope = {
  specversion: z.literal(SPECVERSION),
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
  time: instant,
  subject: z.string().max(300).optional(),
  datacontenttype: z.literal('application/json').optional(),
  traceparent,
  ingested,
};

const event = <const Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ ...envelope, type: z.literal(type), data });

const wholeOrPart = z.object({
  orderId,
  accountId,
  lines: z.array(partLine).min(1).max(MAX_LINES).optional(),
});

const orderPlaced = event(
  'order.placed',
  z.object({
    orderId,
    accountId,
    lines: z.array(placedLine).min(1).max(MAX_LINES),
    origin: origin.optional(),
    /** Digests of the Idempotency-Key and of the body it came with. */
    request: z.object({ key: z.string().max(64), body: z.string().max(64) }).optional(),
  }),
);
const orderCancelled = event('order.cancelled', wholeOrPart);
const orderFulfilled = event('order.fulfilled', wholeOrPart);
const orderExpired = event('order.expired', wholeOrPart);
const orderRefunded = event('order.refunded', wholeOrPart);

export const itemListed = event(
  'item.listed',
  z.object({
    itemId,
    number: z.int().min(0).max(1_000_000).optional(),
    name: z.string().max(200).optional(),
    description: z.string().max(500).optional(),
    price: money.optional(),
    /** How many are made each day; absent: without end. */
    dailyStock: z.int().min(0).max(1_000_000).optional(),
  }),
);
const itemSoldOut = event('item.soldout', z.object({ itemId }));
const itemRestocked = event(
  'item.restocked',
  z.object({ itemId, quantity: z.int().min(0).max(1_000_000).optional() }),
);

const moderation = z.object({ accountId, reason, author });
/** Where two people did it: the change that it came from. `author` is who asked for it. */
const change = changeReference.optional();
const accountQuarantined = event('account.quarantined', moderation.extend({ change }));
const accountReinstated = event('account.reinstated', moderation.extend({ change }));
const accountLabelled = event(
  'account.labelled',
  moderation.extend({ label: z.enum(['honest', 'hostile', 'unclear']) }),
);

/** From this position on the policy is in force; it is written out, so that the log alone is enough to fold. */
const policyActivated = event('policy.activated', z.object({ digest, policy, reason, author, change }));

/**
 * With `expected`, the digest of the flags that its author saw, it changes nothing where others are in force by then:
 * what goes on by itself never overwrites a person's word.
 */
const flagChanged = event(
  'flag.changed',
  z.object({ flags: flagDefinition, expected: digest.optional(), reason, author, change }),
);

const signed = { changeId, reason, author };
/** A change as it is written: against what was in force (`base`), and named by the digest of all of it. */
const written = z.object({ ...signed, proposal: changeProposal, base: digest, digest });
const changeRequested = event('change.requested', written);
const changeEdited = event('change.edited', written);
/** Of exactly what the digest names. */
const changeApproved = event('change.approved', z.object({ ...signed, digest }));
const changeRejected = event('change.rejected', z.object(signed));
const changeWithdrawn = event('change.withdrawn', z.object(signed));
/** What it came to is in the same append, before it. */
const changeApplied = event('change.applied', z.object({ ...signed, digest, approver: author }));

/** An act on a rollout. One that moves accounts has its `flag.changed` behind it, in the same append. */
const rolloutChanged = event('rollout.changed', rolloutChange.extend({ change }));
const modelPromoted = event('model.promoted', modelMove.extend({ change }));
const modelRolledBack = event('model.rolledback', modelMove.extend({ change }));

/** From this position on something is disturbed on purpose, until it is stopped, its time is over or its lists are spent. */
const experimentStarted = event('experiment.started', experimentStart);
const experimentStopped = event('experiment.stopped', experimentStop);

/** One of `bad-records` holds publication from this position on: orders and items wait, our own acts don't. */
const incidentOpened = event('incident.opened', incidentOpening);
/** From this position on all that waited counts, if it held anything. */
const incidentClosed = event('incident.closed', z.object({ incidentId, reason, author }));

/** What must always hold from this position on: all of it, so that the log alone tells what was checked. */
const behavioursChanged = event(
  'behaviours.changed',
  z.object({ documents: behaviourDocuments, reason, author, change }),
);
/** From this position on there is another artifact; whether it is believed is for whoever loads it. */
const modelTrained = event('model.trained', training.extend({ reason, author }));

/** What was asked, and the answer that went out, word for word. */
const recommendationExposed = event(
  'recommendation.exposed',
  z.object({ requestId: z.string().max(64), position, question, answer }),
);

/** What every model was given and said, also what came late: written after the fact, for comparing. */
const rendezvousSettled = event('rendezvous.settled', settled);

/**
 * What other systems may tell us. Moderation, policies, flags, changes, incidents and exposures are made here, with an
 * author.
 */
export const ingestedEvent = z.discriminatedUnion('type', [
  orderPlaced,
  orderCancelled,
  orderFulfilled,
  orderExpired,
  orderRefunded,
  itemListed,
  itemSoldOut,
  itemRestocked,
]);
export type IngestedEvent = z.infer<typeof ingestedEvent>;

export const relishEvent = z.discriminatedUnion('type', [
  ...ingestedEvent.options,
  accountQuarantined,
  accountReinstated,
  accountLabelled,
  policyActivated,
  flagChanged,
  changeRequested,
  changeEdited,
  changeApproved,
  changeRejected,
  changeWithdrawn,
  changeApplied,
  rolloutChanged,
  modelPromoted,
  modelRolledBack,
  experimentStarted,
  experimentStopped,
  incidentOpened,
  incidentClosed,
  behavioursChanged,
  modelTrained,
  recommendationExposed,
  rendezvousSettled,
]);
export type RelishEvent = z.infer<typeof relishEvent>;
export type EventOf<Type extends RelishEvent['type']> = Extract<RelishEvent, { type: Type }>;

/**
 * Whether an event of the log is written as this Relish writes them. While replicas are replaced a newer one may write
 * beside this one: what it writes stays on the log for those who know it, and others pass it over.
 */
export const isOfThisVersion = ({ specversion }: { readonly specversion: string }): boolean =>
  specversion === SPECVERSION;
