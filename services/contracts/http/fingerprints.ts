import { z } from 'zod';
import { count, digest, itemId, position } from '../primitives.ts';
import { defineRoute } from './route.ts';

/** Shares, entropies (of a bit) and effective numbers are in millionths. */
const millionths = z.int().min(0);
const difference = z.int();

/** The most days in one page, and in one stretch that is compared as a whole. */
export const MAX_FINGERPRINT_DAYS = 92;
export const MAX_STRETCH_DAYS = 7;

const outcomes = <T extends z.ZodType>(of: T) =>
  z.object({ open: of, fulfilled: of, cancelled: of, expired: of, refunded: of });

/** By days since the account's first order: 0, 1 to 6, 7 to 29, 30 to 89, 90 and more. */
const ages = <T extends z.ZodType>(of: T) => z.tuple([of, of, of, of, of]);

/** What can be said of a window or of a state in a few numbers. */
const summary = z.object({
  /** `lines`: an item of an order; `newAccounts`: those with their first order in the window. */
  counts: z.object({ orders: count, lines: count, units: count, accounts: count, newAccounts: count }),
  /** Orders by what became of them; they add up to all. */
  outcomes: outcomes(count),
  /** Distinct items, and the entropy of their distribution, in millionths of a bit. */
  items: z.object({ distinct: count, entropy: millionths, topShare: millionths }),
  /** Accounts by age. */
  ages: ages(count),
  /** Orders that told where they came from, how many distinct origins, orders of the five largest. */
  origins: z.object({ orders: count, distinct: count, top: z.array(count).max(5) }),
  /** Effective number of accounts behind it all: 1/Σp², in millionths. */
  effectiveAccounts: millionths,
  digest,
});

/** An item with its share of the distribution and the effective number of accounts behind it. */
const topItem = z.object({
  itemId,
  name: z.string().optional(),
  share: millionths,
  effectiveAccounts: millionths,
});

/** Of the present version only: how much newcomers say, and how much of it the cap cuts off. */
const newcomers = z.object({
  waived: z.boolean(),
  /** Items whose newcomers are at their cap, of those that have any. */
  cappedItems: count,
  items: count,
  /** Newcomers' part of all that counts, and the part of what they say that doesn't. */
  share: millionths,
  cut: millionths,
});

/** What of a version depends on its policy. */
export const versionFingerprint = summary
  .pick({ items: true, effectiveAccounts: true, digest: true })
  .extend({ newcomers });

/** A day, or `present`. */
const which = z.union([z.iso.date(), z.literal('present')]);
/** A day, `present`, or up to seven days as `2026-11-12/2026-11-18`. */
const stretch = z.union([
  which,
  z.string().regex(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/, 'write days as 2026-11-12/2026-11-18'),
]);

const dayRow = summary.extend({ day: z.iso.date() });

export const listFingerprints = defineRoute({
  method: 'get',
  path: '/v1/fingerprints',
  summary: 'Fingerprints of the days that have orders, the latest first, and of the present version',
  roles: ['analyst', 'admin'],
  query: z.object({
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    limit: z.coerce.number().int().min(1).max(MAX_FINGERPRINT_DAYS).default(MAX_FINGERPRINT_DAYS),
    cursor: z.string().max(20).optional(),
  }),
  status: 200,
  reply: z.object({
    position,
    /** Days with orders between `from` and `to`. */
    total: count,
    next: z.string().optional(),
    days: z.array(dayRow),
    present: summary.extend({ newcomers }),
  }),
});

const detail = summary.extend({
  position,
  of: z.string(),
  topItems: z.array(topItem),
  newcomers: newcomers.optional(),
});

export const getFingerprint = defineRoute({
  method: 'get',
  path: '/v1/fingerprints/{day}',
  summary: 'The fingerprint of one day, or of the present version, in detail',
  roles: ['analyst', 'admin'],
  params: z.object({ day: which }),
  status: 200,
  reply: detail,
});

const notable = z.object({
  code: z.enum([
    'items-moved',
    'entropy',
    'cancelled',
    'expired',
    'refunded',
    'fulfilled',
    'new-accounts',
    'one-origin',
    'few-accounts',
    'orders',
  ]),
  /** The two values that differ: shares and entropies in millionths, `orders` a day; of `items-moved` what chance
   * makes, and what was found. */
  a: millionths,
  b: millionths,
});

export const fingerprintComparison = z.object({
  /** Total variation of the item distributions (half the sum of differences), and what chance alone makes of it. */
  variation: millionths,
  variationByChance: millionths,
  /** b less a. */
  entropy: difference,
  outcomes: outcomes(difference),
  ages: ages(difference),
  topOrigin: difference,
  /** Items whose share changed most. */
  movers: z.array(z.object({ itemId, name: z.string().optional(), a: millionths, b: millionths })),
  /** What stands out, beyond what chance makes likely. */
  notable: z.array(notable),
});
export type FingerprintComparison = z.infer<typeof fingerprintComparison>;

export const compareFingerprints = defineRoute({
  method: 'get',
  path: '/v1/fingerprints/compare',
  summary: 'How two days, stretches of days, or a day and the present version differ, and what stands out',
  roles: ['analyst', 'admin'],
  query: z.object({ a: stretch, b: stretch }),
  status: 200,
  reply: fingerprintComparison.extend({
    position,
    a: z.object({ of: z.string(), digest }),
    b: z.object({ of: z.string(), digest }),
  }),
});
