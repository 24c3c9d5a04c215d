import { z } from 'zod';
import { trainedModelName } from './http/registry.ts';
import { accountId, count, digest, instant, itemId, position } from './primitives.ts';

const text = z.string().max(200);
/** Order lines that counted: how many, and of the items that were taken most, before or lately. */
const takenHome = z.object({ lines: count, items: z.array(z.object({ itemId, lines: count })).max(100) });

/** A list that went out to an account, as far as monitors read it. */
export const seenAnswer = z.object({
  requestId: text,
  time: instant,
  /** Where on the log it was written down, and the position that it was computed at. */
  at: position,
  position,
  accountId,
  /** Had the account taken anything home by then? Without, the same list for everybody is right. */
  hasHistory: z.boolean(),
  /** Of the flag that chooses the model. */
  variant: text.optional(),
  model: text,
  basis: text,
  servedBy: text,
  policy: digest,
  /** The first ten. */
  items: z.array(itemId).max(10),
  /** Computed while the log was away. */
  isStale: z.boolean(),
});
export type SeenAnswer = z.infer<typeof seenAnswer>;

/** Two accounts of different histories were asked for: did both get the same list, and how long did it take? */
const probe = z.object({ model: text, basis: text, isSame: z.boolean(), microseconds: count });
export type Probe = z.infer<typeof probe>;

/** A recorded answer, computed again where nothing that counts has changed since. */
const goldenAnswer = z.object({ requestId: text, model: text, isIdentical: z.boolean() });
export type GoldenAnswer = z.infer<typeof goldenAnswer>;

/** The newest of a trained model, where it isn't believed: neither signed nor as it was signed, nor from this log. */
const refusedArtifact = z.object({ model: text, artifact: digest, code: text });
export type RefusedArtifact = z.infer<typeof refusedArtifact>;

/** Shares from 0 to 1, in the training set and now; `error`: the standard error of their difference. */
const moved = z.object({ before: z.number(), now: z.number(), error: z.number() });

/**
 * What was taken home in the last week beside what a live artifact was trained from, in pairs of an account and an item, of
 * accounts that may be learnt from. Each pair is in one of `items`, `others` and `unknown`: shares add up to 1.
 */
const business = z.object({
  model: trainedModelName,
  artifact: digest,
  /** Of the training set. */
  day: z.iso.date(),
  /** In the last week. */
  accounts: count,
  pairs: count,
  /** Those that the training set's fingerprint names. */
  items: z.array(moved.extend({ itemId })).max(100),
  /** Others that the artifact knows, in lots that were alike before: first those that most accounts took. */
  others: z.array(moved).max(10),
  /** What the artifact knows nothing of. */
  unknown: moved,
  /** Of `others` and `unknown` what has risen most. */
  risen: z.array(z.object({ itemId, before: z.number(), now: z.number() })).max(5),
});
export type Business = z.infer<typeof business>;

const placedLines = z.object({ lines: count, lost: count });

/**
 * What monitors read: plain values as of one position, bounded, so that a finding can be had again from them alone,
 * elsewhere and later.
 */
export const incidentWindow = z.object({
  time: instant,
  position,
  /** Events on the log that aren't folded yet, and for how many seconds the fold has stood still before them. */
  fold: z.object({ behind: count, stillSeconds: count }),
  /** The last list of each of the last 50 accounts that asked, and a sample of the week before; oldest first. */
  recent: z.array(seenAnswer).max(100),
  earlier: z.array(seenAnswer).max(1_000),
  probes: z.array(probe).max(1_000),
  golden: z.array(goldenAnswer).max(1_000),
  /** Absent in windows of before there were any. */
  refused: z.array(refusedArtifact).max(100).optional(),
  /** One a trained model whose artifact is live. Absent in windows of before there were any. */
  business: z.array(business).max(20).optional(),
  /** What was taken home in the last week, and in the four weeks before: the reference where no trained model is live. */
  orders: z.object({ recent: takenHome, earlier: takenHome }),
  /** Order lines of the last hour and of the two weeks before; `lost` ones were cancelled or never picked up. */
  placed: z.object({
    recent: placedLines,
    earlier: placedLines,
    /** Items whose share of what was placed is furthest from their share of what counted; shares from 0 to 1. */
    movers: z.array(z.object({ itemId, raw: z.number(), counted: z.number() })).max(10),
  }),
  /** `effective`: as many accounts of equal weight would be as concentrated, (Σw)²/Σw². */
  votes: z.object({ accounts: count, effective: z.number(), isWaived: z.boolean() }),
  /** Items for which accounts of the last days vote most; in votes: theirs, all newcomers', and what may count. */
  newcomers: z
    .array(z.object({ itemId, fresh: z.number(), all: z.number(), cap: z.number(), freshAccounts: count }))
    .max(20),
});
export type IncidentWindow = z.infer<typeof incidentWindow>;
