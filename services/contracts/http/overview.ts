import { z } from 'zod';
import { count, digest, instant, itemId, pageOf, pageQuery, position } from '../primitives.ts';
import { held } from './incidents.ts';
import { defineRoute } from './route.ts';

export const getStatus = defineRoute({
  method: 'get',
  path: '/v1/status',
  summary: 'How far the fold is, and the digest of the influence state',
  roles: ['service', 'analyst', 'admin'],
  query: z.object({ minPosition: position.optional() }),
  status: 200,
  reply: z.object({
    position,
    /** Events on the log that the fold has not seen yet. */
    lag: count,
    digest,
    day: z.iso.date().optional(),
    policy: digest,
    events: count,
    accounts: count,
    established: count,
    quarantined: count,
    items: count,
    /** The newcomer cap is waived while the shop is new. */
    waived: z.boolean(),
    /** Too many events were refused: lists stay as they were, and what comes in waits. */
    held: held.optional(),
    /** The log can't be reached since then: lists go on from what was known, nothing else is taken. */
    awaySince: instant.optional(),
    /** Answers that went out and aren't on the log yet; absent where there are none. */
    waitingExposures: count.optional(),
  }),
});

/** Of one item: `raw` are units as placed (what a naive recommender counts), `counted` are lines that are signals. */
const share = z.object({ itemId, name: z.string().optional(), raw: z.array(count), counted: z.array(count) });

export const getOverview = defineRoute({
  method: 'get',
  path: '/v1/overview',
  summary: 'What came in, what counted, and whose share moved',
  roles: ['analyst', 'admin'],
  query: z.object({
    /** `hour`: the last 60 minutes by the minute; `month`: the last 30 days by the day. */
    window: z.enum(['hour', 'month']).default('month'),
    items: z.coerce.number().int().min(1).max(20).default(12),
  }),
  status: 200,
  reply: z.object({
    position,
    window: z.enum(['hour', 'month']),
    /** Starts of the buckets, oldest first. */
    buckets: z.array(instant),
    /** Orders by bucket of their placement. */
    orders: z.object({
      placed: z.array(count),
      fulfilled: z.array(count),
      cancelled: z.array(count),
      expired: z.array(count),
      refunded: z.array(count),
    }),
    /** Order lines in the window: every one is in exactly one of these. */
    lines: z.object({
      counted: count,
      open: count,
      cancelled: count,
      expired: count,
      refunded: count,
      repeated: count.meta({ description: 'same account, item and day: one day counts once' }),
      quarantined: count,
    }),
    /** Cumulative to the end of each bucket, from the first day on: shares follow by division. */
    shares: z.array(share),
    totals: z.object({ raw: z.array(count), counted: z.array(count) }),
  }),
});

export const listItems = defineRoute({
  method: 'get',
  path: '/v1/items',
  summary: 'Items with their popularity, searched and paged',
  roles: ['analyst', 'admin'],
  query: pageQuery,
  status: 200,
  reply: pageOf(
    z.object({
      itemId,
      name: z.string().optional(),
      rank: z.int().min(1).optional(),
      score: z.int(),
      supporters: count,
      /** Units placed, cancelled ones too: what a naive recommender counts. */
      raw: count,
      soldOut: z.boolean(),
    }),
  ),
});
