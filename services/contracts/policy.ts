import { z } from 'zod';
import { accountId } from './primitives.ts';

/** Shares, strengths and votes are in millionths; times in whole days; `null` means without end. */
const share = z.int().min(0).max(1_000_000);
const days = z.int().min(0).max(3_650);
const votes = z.int().min(0).max(1_000_000_000);

/** A day: what is counted by the minute is kept so long. */
export const MAX_WINDOW_MINUTES = 1_440;

/** From which strength on a filter's evidence is reported, and what it does beyond telling people. */
const filterThat = <const Effect extends 'hold' | 'lower'>(effect: Effect) =>
  z.strictObject({ threshold: share, effect: z.enum(['none', effect]) });
/** A filter on a crowd: it tells people, no more. */
const tells = z.strictObject({ threshold: share });

/** The versioned parameters of filters, standing, votes and models, named by the digest of their content. */
export const policy = z.strictObject({
  version: z.literal(1),
  standing: z.strictObject({
    /** T: days with a fulfilled order that make an account established … */
    days: days.min(1),
    /** … A: if the first is at least this many days ago. */
    age: days,
    /** Below this many established accounts the shop is new: the newcomer cap is waived. */
    minimumEstablished: z.int().min(0).max(1_000_000),
    /** Accounts that are established from the start: how a new shop begins. */
    founders: z.array(accountId).max(1_000),
  }),
  newcomers: z.strictObject({
    /** ρ: what newcomers add to an item, at most, as a share of what established accounts give it … */
    share,
    /** … plus ε votes, so that a new item can be seen at all. */
    allowance: votes,
  }),
  votes: z.strictObject({
    /** Distinct days that make a full vote. */
    saturationDays: days.min(1).max(1_000),
    halfLifeDays: days.min(1).nullable(),
    /** B: the sum of an account's votes. */
    budget: votes.min(1).nullable(),
  }),
  peers: z.strictObject({
    /** m: likeness above this counts no more. */
    clip: share.min(1_000),
    /** q: how much nearer accounts count more. */
    power: z.int().min(1).max(8),
    /** The least likeness of any two accounts: fills a list where peers are few. */
    floor: share,
  }),
  /** Votes that an account's own full vote is worth in its own list. */
  ownWeight: votes,
  filters: z.strictObject({
    // What an account did with orders it never fetched only holds its rise back.
    'cancel-spam': filterThat('hold'),
    'never-picked-up': filterThat('hold'),
    // What it fetched may lower its own weight.
    flooding: filterThat('lower'),
    uniformity: filterThat('lower'),
    'sudden-change': filterThat('lower'),
    'co-visitation': filterThat('lower'),
    // What is seen against a crowd or a neighbour tells people.
    avoidance: tells,
    'shared-origin': tells,
    /** Without it nobody is told: so it was before there was one. */
    'same-choices': tells.optional(),
    // Groups: may only demote to the newcomer pool.
    lockstep: z.strictObject({
      effect: z.enum(['none', 'demote']),
      /** So many accounts may move together before anybody wonders. */
      accounts: z.int().min(2).max(1_000),
      /** Days since its rise in which an account can be demoted without a person's word. */
      probation: days,
    }),
  }),
  /** The least confidence that each consumer accepts: display may accept more than training. */
  tolerance: z.strictObject({ popular: share, peers: share }),
  /** φ: beyond this share of the established accounts a demotion waits for a person. */
  demotions: z.strictObject({ share }),
  /**
   * The contract on bad records: when more than `share` of the events of the last `windowMinutes` were refused,
   * publication is held. Without it nothing is ever held: so it was before there was one.
   */
  badRecords: z
    .strictObject({
      /** By the clock of receipt. */
      windowMinutes: z.int().min(1).max(MAX_WINDOW_MINUTES),
      share,
      /** With fewer events in the window no share is judged: one bad event of three holds no shop. */
      least: z.int().min(1).max(1_000_000),
    })
    .optional(),
  /** What takes two people. Without it one person is enough for everything, as it was before there was one. */
  approvals: z
    .strictObject({
      /** Accounts that may be quarantined or reinstated within 24 hours on one person's word. */
      quarantineOver: z.int().min(0).max(1_000_000),
      /** What a flag may give any variant but the default on one person's word, out of 10000. */
      flagOver: z.int().min(0).max(10_000),
      /** People that a policy takes, and what must always hold. What touches this section takes two in any case. */
      policies: z.enum(['one', 'two']),
      /** Who may ask and approve; with nobody named any two admins may, and an admin can make another. */
      people: z
        .array(accountId)
        .max(100)
        .refine((people) => people.length === 0 || new Set(people).size > 1, 'nobody, or two people at least')
        .default([]),
    })
    .optional(),
});
export type Policy = z.infer<typeof policy>;
export type BadRecordsContract = NonNullable<Policy['badRecords']>;
export type Approvals = NonNullable<Policy['approvals']>;
