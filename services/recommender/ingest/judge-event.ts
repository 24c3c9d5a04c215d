import { type IngestedEvent, ingestedEvent, STAND_SOURCE } from '../../contracts/events.ts';
import type { Problem } from '../../contracts/http/problem.ts';
import type { OriginHasher } from '../../platform/auth/origin.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { parseRequest } from '../../platform/http/parse.ts';

/** An event dated further ahead of its receipt is refused: a liar must not move the clock of a fold. */
const MAX_AHEAD = 5 * 60_000;

const knownTypes: ReadonlySet<unknown> = new Set(ingestedEvent.options.map(({ shape }) => shape.type.value));

export type Verdict = { readonly event: IngestedEvent } | { readonly problem: Problem };

const refuse = (status: number, code: string, detail: string): Verdict => ({
  problem: new AppError(status, code, detail).toProblem(),
});

const typeOf = (candidate: unknown): unknown =>
  typeof candidate === 'object' && candidate !== null && 'type' in candidate ? candidate.type : undefined;

const parse = (candidate: unknown): Verdict => {
  try {
    return { event: parseRequest(ingestedEvent, candidate, 'event', { status: 422, code: 'invalid-event' }) };
  } catch (error) {
    if (error instanceof AppError) return { problem: error.toProblem() };
    throw error;
  }
};

const withHashedOrigin = (event: IngestedEvent, hashOrigin: OriginHasher): IngestedEvent =>
  event.type === 'order.placed' && event.data.origin
    ? { ...event, data: { ...event.data, origin: hashOrigin(event.data.origin) } }
    : event;

/** Whoever may send events may tell of the stand, and still not keep its books. */
const marked = (event: IngestedEvent): IngestedEvent =>
  event.source === STAND_SOURCE ? { ...event, ingested: true } : event;

/**
 * Judges one thing that claims to be an event. Each way to be wrong has its own problem, always 422:
 * `not-an-event`, `unknown-event-type`, `invalid-event`, `event-in-future`.
 * @param now milliseconds since 1970: the time of receipt
 */
export const judgeEvent = (candidate: unknown, now: number, hashOrigin: OriginHasher): Verdict => {
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate)) {
    return refuse(422, 'not-an-event', 'An event is a JSON object: CloudEvents 1.0, structured.');
  }
  const type = typeOf(candidate);
  if (type !== undefined && !knownTypes.has(type)) {
    const known = [...knownTypes].join(', ');
    return refuse(422, 'unknown-event-type', `The type is not taken here. Send one of: ${known}.`);
  }
  const verdict = parse(candidate);
  if ('problem' in verdict) return verdict;
  if (Date.parse(verdict.event.time) > now + MAX_AHEAD) {
    return refuse(
      422,
      'event-in-future',
      'The event is dated more than 5 minutes ahead: check the clock of its source.',
    );
  }
  return { event: marked(withHashedOrigin(verdict.event, hashOrigin)) };
};
