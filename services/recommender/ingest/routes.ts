import express, { type RequestHandler } from 'express';
import { isHttpError } from 'http-errors';
import type { IngestedEvent } from '../../contracts/events.ts';
import { EVENT_BATCH, type IngestResult, MAX_BATCH_EVENTS, postEvents } from '../../contracts/http/ingest.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { OriginHasher } from '../../platform/auth/origin.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import type { Publication } from '../incidents/publication.ts';
import type { createIngestMetrics } from './ingest-metrics.ts';
import { judgeEvent } from './judge-event.ts';

const BODY_LIMIT = '8mb';

interface IngestDeps {
  readonly log: Pick<EventLog, 'head'>;
  readonly publication: Publication;
  readonly letters: DeadLetters;
  readonly hashOrigin: OriginHasher;
  readonly now: () => number;
  readonly measure: ReturnType<typeof createIngestMetrics> | undefined;
}

const isList = (body: unknown): body is readonly unknown[] => Array.isArray(body);

/** A body that is no list of events is one bad record, however long it is. */
const refuseBody = async ({ publication, measure }: IngestDeps, code: string): Promise<void> => {
  measure?.({ accepted: 0, duplicates: 0, refused: [code] });
  await publication.append([], [code]);
};

const candidatesOf = async (
  body: unknown,
  isBatch: boolean,
  deps: IngestDeps,
): Promise<readonly unknown[]> => {
  if (!isBatch) return [body];
  if (!isList(body)) {
    await refuseBody(deps, 'not-a-batch');
    throw new AppError(400, 'not-a-batch', 'A batch is a JSON array of events.');
  }
  if (body.length <= MAX_BATCH_EVENTS) return body;
  throw new AppError(413, 'batch-too-large', `Send at most ${MAX_BATCH_EVENTS} events at once.`);
};

const append = async (
  { log, publication, measure }: IngestDeps,
  events: readonly IngestedEvent[],
  refused: readonly string[],
) => {
  const { duplicate, positions } = await publication.append(events, refused);
  const duplicates = duplicate.filter(Boolean).length;
  const accepted = events.length - duplicates;
  measure?.({ accepted, duplicates, refused });
  if (events.length === 0) return { accepted, duplicates, position: log.head() };
  const position = positions.reduce((last, at) => (at > last ? at : last));
  return { accepted, duplicates, position };
};

/** Judges event by event and appends what is sound, all at once. One bad event never costs its neighbours. */
const ingest = async (
  candidates: readonly unknown[],
  sender: Author,
  deps: IngestDeps,
): Promise<IngestResult> => {
  const received = deps.now();
  const events: IngestedEvent[] = [];
  const rejected: IngestResult['rejected'] = [];
  for (const [index, candidate] of candidates.entries()) {
    const verdict = judgeEvent(candidate, received, deps.hashOrigin);
    if ('event' in verdict) events.push(verdict.event);
    else rejected.push({ index, problem: verdict.problem });
  }
  const letters = rejected.map(({ index, problem }) => ({ candidate: candidates[index], problem }));
  deps.letters.keep(letters, sender);
  const refused = rejected.map(({ problem }) => problem.code);
  return { ...(await append(deps, events, refused)), rejected };
};

/** Tells what was no JSON from what never arrived whole: only the former is a bad record. */
const countingParser = (deps: IngestDeps): RequestHandler => {
  const parse: RequestHandler = express.json({ limit: BODY_LIMIT, type: () => true, strict: false });
  return (request, response, next) => {
    parse(request, response, (error?: unknown) => {
      const isBad = isHttpError(error) && error['type'] === 'entity.parse.failed';
      if (!isBad) next(error);
      else void refuseBody(deps, 'not-json').then(() => next(error), next);
    });
  };
};

export const mountIngest = (mount: Mount, deps: IngestDeps): void => {
  mount(
    postEvents,
    async ({ body, request, principal }) => {
      const isBatch = request.is(EVENT_BATCH) !== false;
      const result = await ingest(await candidatesOf(body, isBatch, deps), principal, deps);
      const [first] = result.rejected;
      if (!isBatch && first) {
        const { status, code, detail, errors } = first.problem;
        throw new AppError(status, code, detail, { errors });
      }
      return result;
    },
    { bodyParser: countingParser(deps) },
  );
};
