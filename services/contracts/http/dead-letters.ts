import { z } from 'zod';
import { author, count, instant, jsonValue, position } from '../primitives.ts';
import { defineRoute } from './route.ts';

const letterId = z.string().regex(/^[0-9a-f]{32}$/, 'the id of a dead letter is 32 hexadecimal digits');
/** The code of the problem that it was refused with. */
const refusal = z.string().regex(/^[a-z-]{1,64}$/, 'a reason is the code of a problem');

/** Something that was sent to the ingest and refused, kept to be looked at and sent again. */
export const deadLetter = z.object({
  id: letterId,
  reason: refusal,
  detail: z.string(),
  /** When it came first, and who sent it then. */
  received: instant,
  sender: author,
  /** As it came, but where somebody is: origins are keyed hashes. Absent where nothing of it may be kept. */
  event: jsonValue.optional(),
  /** Of its JSON, in characters. */
  size: count,
});
export type DeadLetter = z.infer<typeof deadLetter>;

/** One letter, all of a reason, or all. */
const which = z.object({ id: letterId.optional(), reason: refusal.optional() });
export type WhichLetters = z.infer<typeof which>;

export const listDeadLetters = defineRoute({
  method: 'get',
  path: '/v1/dead-letters',
  summary: 'What was refused and is kept, newest first; and events on the log that no list rests on',
  roles: ['service', 'analyst', 'admin'],
  query: which.extend({ limit: z.coerce.number().int().min(1).max(100).default(25) }),
  status: 200,
  reply: z.object({
    /** Of all that is kept, by reason. */
    counts: z.record(refusal, count),
    letters: z.array(deadLetter),
    /** On the log, where they stay; the last 100, newest first. */
    passedOver: z.object({
      unknownType: count,
      unreadable: count,
      last: z.array(
        z.object({
          position,
          reason: z.enum(['unknown-type', 'unreadable']),
          type: z.string(),
          source: z.string(),
          id: z.string(),
        }),
      ),
    }),
  }),
});

export const replayDeadLetters = defineRoute({
  method: 'post',
  path: '/v1/dead-letters/replay',
  summary: 'Judge up to 1,000 of them anew: what is taken now goes on the log and is kept here no more',
  roles: ['service', 'admin'],
  body: which,
  status: 200,
  reply: z.object({
    accepted: count,
    duplicates: count,
    /** By reason. */
    refused: z.record(refusal, count),
    /** More of them weren't looked at yet. */
    more: z.boolean(),
  }),
});

export const dropDeadLetters = defineRoute({
  method: 'post',
  path: '/v1/dead-letters/drop',
  summary: 'Keep them no more: nobody can get them back',
  roles: ['service', 'admin'],
  body: which,
  status: 200,
  reply: z.object({ dropped: count }),
});
