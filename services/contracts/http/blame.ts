import { z } from 'zod';
import {
  accountId,
  author,
  count,
  digest,
  instant,
  itemId,
  orderId,
  position,
  reason,
} from '../primitives.ts';
import { standing } from './accounts.ts';
import { answer, modelName, question } from './answers.ts';
import { training } from './registry.ts';
import { defineRoute } from './route.ts';

/** The most seconds for which one request for a blame waits. */
const MOST_SECONDS = 25;

/** What the first places are called, wherever a blame is told in words. */
export const PLACE_NAMES: readonly string[] = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** Scores and their parts are integers: millionths of a vote. */
const score = z.int();
const rank = z.int().min(1);
const parts = z.object({ own: score, established: score, newcomers: score });
const namedItem = z.object({ itemId, name: z.string().optional() });

/** Why an item has no place: nobody had heard of it; it can't be had; the account has had it; it is what is asked about. */
const absence = z.enum(['unknown', 'sold-out', 'had', 'itself', 'no-votes']);
export type Absence = z.infer<typeof absence>;

/** Where the item stood for this question as of a position. */
const stand = z.object({
  position,
  /** The fold's day there; absent before the first. */
  day: z.iso.date().optional(),
  /** By the model that answered, or the one that the flags gave there. */
  model: modelName,
  /** 1 is first; absent where it had no place. */
  rank: rank.optional(),
  absence: absence.optional(),
  score,
  parts,
  /** All that newcomers gave, of which `parts.newcomers` counts. */
  uncapped: score,
});
export type Stand = z.infer<typeof stand>;

/** What a person did, or Relish by itself, that can change a list: it is on the log with an author and a reason. */
const act = z.object({ position, time: instant, type: z.string(), author, reason });

/** Acts of one kind by one author with one reason, with nothing of another kind between them, and what they did here. */
const actRun = act.extend({
  /** Of the last of them. */
  until: position,
  count,
  /** Of the first few; for those who may read accounts. */
  accounts: z.array(accountId).optional(),
  before: stand,
  after: stand,
});
export type ActRun = z.infer<typeof actRun>;

/** One event, and where the item stood just before and just after it. */
const change = z.object({
  position,
  time: instant,
  type: z.string(),
  /**
   * What about it did it: with a `day` votes fade and accounts rise, whatever its first event says; an `order` was
   * settled; an item came or went; a person's `act`.
   */
  kind: z.enum(['day', 'order', 'stock', 'act']),
  before: stand,
  after: stand,
  /** Of those whose places are near: what the item went past, and what went past it. */
  passed: z.array(namedItem),
  passedBy: z.array(namedItem),
  /** How many accounts were established before and after. */
  established: z.object({ before: count, after: count }),
  /** Of an order or of a moderation; for those who may read accounts. */
  accountId: accountId.optional(),
  /** How the account stood as of the answer. */
  standing: standing.optional(),
  /** What was sold out, restocked or listed. */
  item: namedItem.optional(),
  orderId: orderId.optional(),
  author: author.optional(),
  reason: reason.optional(),
});
export type Change = z.infer<typeof change>;

const placed = z.object({ rank: rank.optional(), score });

/** What a trained model had learnt from, and what of the asking account's history speaks for the item. */
const learnt = z.object({
  training: training.extend({ position, time: instant, reason, author }),
  /** So many groups of those accounts vote for as many items each as the list has places; absent where there are none. */
  groups: count.optional(),
  /** Where it would stand for an account without any history. */
  unasked: placed,
  /** What the account had, and without which the item would have less: where it would stand then. Most first. */
  because: z.array(
    namedItem.extend({ days: count, /** The last of them, UTC. */ last: z.iso.date(), without: placed }),
  ),
  /** So many items of its history, of so many, were left out to see that. */
  leftOut: count,
  taken: count,
});
export type Learnt = z.infer<typeof learnt>;

const carried = { accounts: count, amount: score };

/** Whose votes the score is made of, as groups: no account by name. Amounts in millionths, before any cap. */
const backers = z.object({
  standings: z.array(
    z.object({ standing: z.enum(['established', 'probation', 'newcomer', 'demoted']), ...carried }),
  ),
  /** By whole weeks since the account first took anything home; the last one holds all that are older. */
  weeks: z.array(z.object({ weeks: count, ...carried })),
  /** So many accounts, those that give most, carry half of what the established ones give. */
  half: count,
});
export type Backers = z.infer<typeof backers>;

/** Why one item stands where it does in one answer. All of it as of the answer's position. */
export const blame = z.object({
  state: z.literal('done'),
  requestId: z.string(),
  time: instant,
  question,
  position,
  item: namedItem,
  /** The blame in words, the most important first. */
  sentences: z.array(z.string()),
  inList: z.boolean(),
  stand,
  supporters: count,
  /** Score missing to the last place of the list; 0 for an item that is in it, or that could have no place. */
  missing: score,
  /** The places above and below, where there are any. */
  above: namedItem.extend({ rank, score }).optional(),
  below: namedItem.extend({ rank, score }).optional(),
  /** Computed again just now: place, score and parts are as they went out. */
  identical: z.boolean(),
  model: answer.shape.model,
  basis: answer.shape.basis,
  servedBy: answer.shape.servedBy,
  variant: answer.shape.variant,
  waived: z.boolean(),
  /** The policy in force and how it came to be; without `activated` it is the one that Relish began with. */
  policy: z.object({ digest, activated: act.optional() }),
  flags: z.object({ digest, changed: act.optional() }),
  backers,
  /** Where a trained model answered: then nobody's votes are in the score itself. */
  learnt: learnt.optional(),
  history: z.object({
    /** The end of each so-manieth day, and the answer itself last. */
    everyDays: count,
    stands: z.array(stand),
    /** Older days than the first are not shown, nor those on which a model had the say that isn't kept. */
    isCut: z.boolean(),
    /** How many positions were looked at in all. */
    looks: count,
  }),
  /** Days since which it has had half of its score, and a place in the list; `orEarlier` where the history is cut. */
  since: z.object({
    half: z.object({ day: z.iso.date(), orEarlier: z.boolean() }).optional(),
    listed: z.object({ day: z.iso.date(), orEarlier: z.boolean() }).optional(),
  }),
  /** What gave it this place, and this score: the last position looked at where it was another, narrowed to one event. */
  lastMove: change.optional(),
  lastChange: change.optional(),
  /** The last acts before the answer, oldest first, and what each did to the item. */
  acts: z.array(actRun),
});
export type Blame = z.infer<typeof blame>;
/** What is found out once; which words it is told in depends on who asks. */
export type BlameFacts = Omit<Blame, 'sentences'>;

const blameRun = z.object({
  state: z.literal('running'),
  /** Waiting for others; reading the log for days and acts; folding it past the positions to look at. */
  stage: z.enum(['waiting', 'reading', 'looking']),
  /** Events of this stage. */
  done: count,
  total: count,
});
export type BlameRun = z.infer<typeof blameRun>;

export const blameItem = defineRoute({
  method: 'get',
  path: '/v1/recommendations/{requestId}/blame',
  summary: 'Why an item stands where it does in a past answer, or isn’t in it, and what moved it there',
  roles: ['analyst', 'admin', 'service'],
  params: z.object({ requestId: z.string().min(1).max(64) }),
  query: z.object({
    itemId,
    wait: z.coerce
      .number()
      .int()
      .min(0)
      .max(MOST_SECONDS)
      .default(MOST_SECONDS)
      .meta({ description: 'seconds to wait for it; if it takes longer, 202 says how far it is: ask again' }),
  }),
  status: 200,
  reply: z.discriminatedUnion('state', [blame, blameRun]),
});

/** What went out to an account lately, from the end of the log. */
export const listAnswers = defineRoute({
  method: 'get',
  path: '/v1/accounts/{accountId}/answers',
  summary: 'The last lists that went out to an account, of those near the end of the log',
  roles: ['analyst', 'admin'],
  params: z.object({ accountId }),
  status: 200,
  reply: z.object({
    /** Nothing before it was looked at. */
    from: position,
    answers: z.array(
      z.object({
        requestId: z.string(),
        time: instant,
        position,
        model: modelName,
        items: z.array(namedItem),
      }),
    ),
  }),
});
export type RecentAnswers = z.infer<typeof listAnswers.reply>;
