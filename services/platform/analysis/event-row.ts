import { z } from 'zod';
import type { ArchivedEntry } from '../archive/archived-entry.ts';
import { positionAt } from '../event-log/position.ts';

/** What is there under a name, if it is of the kind; events of a later version may have something else there. */
const text = z.string().nullable().catch(null);
const whole = z.int().nullable().catch(null);

const line = z.object({ itemId: text, quantity: whole, unitPrice: whole });
const facts = z
  .object({
    accountId: text,
    orderId: text,
    itemId: text,
    lines: z.array(line).nullable().catch(null),
    /** Who it was, without the role. */
    author: z
      .object({ id: text })
      .transform(({ id }) => id)
      .nullable()
      .catch(null),
    reason: text,
  })
  .catch({ accountId: null, orderId: null, itemId: null, lines: null, author: null, reason: null });
const envelope = z.object({
  id: text,
  source: text,
  type: text,
  time: text,
  subject: text,
  data: z.unknown().optional(),
});

/** An event as a row of a table: what most questions ask for by itself, and all of `data` as JSON. */
export interface EventRow extends z.infer<typeof facts> {
  /** 16 digits, as everywhere. */
  readonly position: string;
  readonly stream: string;
  readonly id: string | null;
  readonly source: string | null;
  readonly type: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly time: number | null;
  readonly subject: string | null;
  /** JSON; null if the event has none. */
  readonly data: string | null;
}

const instantOf = (time: string | null): number | null => {
  const instant = time === null ? NaN : Date.parse(time);
  return Number.isNaN(instant) ? null : instant;
};

/**
 * Flattens an event of any type, known or not: a column is null where the event has nothing fit for it.
 * @throws SyntaxError if the entry is no JSON object
 */
export const eventRow = (stream: string, { sequence, text: json }: ArchivedEntry): EventRow => {
  const event = envelope.safeParse(JSON.parse(json));
  if (!event.success) throw new SyntaxError(`What is at ${positionAt(sequence)} is no event.`);
  const { data, time, ...rest } = event.data;
  return {
    position: positionAt(sequence),
    stream,
    ...rest,
    time: instantOf(time),
    ...facts.parse(data),
    data: data === undefined ? null : JSON.stringify(data),
  };
};
