import express from 'express';
import type { IngestedEvent } from '../../contracts/events.ts';
import { EVENT_BATCH, type IngestResult, MAX_BATCH_EVENTS, postEvents } from '../../contracts/http/ingest.ts';
import type { OriginHasher } from '../../platform/auth/origin.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { judgeEvent } from './judge-event.ts';

const BODY_LIMIT = '8mb';

interface IngestDeps {
  readonly log: EventLog;
  readonly hashOrigin: OriginHasher;
  readonly now: () => number;
}

const isList = (body: unknown): body is readonly unknown[] => Array.isArray(body);

const candidatesOf = (body: unknown, isBatch: boolean): readonly unknown[] => {
  if (!isBatch) return [body];
  if (!isList(body)) throw new AppError(400, 'not-a-batch', 'A batch is a JSON array of events.');
  if (body.length <= MAX_BATCH_EVENTS) return body;
  throw new AppError(413, 'batch-too-large', `Send at most ${MAX_BATCH_EVENTS} events at once.`);
};

const append = async (log: EventLog, events: readonly IngestedEvent[]) => {
  if (events.length === 0) return { accepted: 0, duplicates: 0, position: log.head() };
  const appended = await log.append(events);
  if (appended.outcome === 'conflict') throw new Error('a conflict without an expectation');
  const duplicates = appended.duplicate.filter(Boolean).length;
  const position = appended.positions.reduce((last, at) => (at > last ? at : last));
  return { accepted: events.length - duplicates, duplicates, position };
};

/** Judges event by event and appends what is sound, all at once. One bad event never costs its neighbours. */
const ingest = async (
  candidates: readonly unknown[],
  { log, hashOrigin, now }: IngestDeps,
): Promise<IngestResult> => {
  const received = now();
  const events: IngestedEvent[] = [];
  const rejected: IngestResult['rejected'] = [];
  for (const [index, candidate] of candidates.entries()) {
    const verdict = judgeEvent(candidate, received, hashOrigin);
    if ('event' in verdict) events.push(verdict.event);
    else rejected.push({ index, problem: verdict.problem });
  }
  return { ...(await append(log, events)), rejected };
};

export const mountIngest = (mount: Mount, deps: IngestDeps): void => {
  const bodyParser = express.json({ limit: BODY_LIMIT, type: () => true, strict: false });
  mount(
    postEvents,
    async ({ body, request }) => {
      const isBatch = request.is(EVENT_BATCH) !== false;
      const result = await ingest(candidatesOf(body, isBatch), deps);
      const [first] = result.rejected;
      if (!isBatch && first) {
        const { status, code, detail, errors } = first.problem;
        throw new AppError(status, code, detail, { errors });
      }
      return result;
    },
    { bodyParser },
  );
};
