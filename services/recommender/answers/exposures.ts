import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { EventOf } from '../../contracts/events.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';

const SOURCE = '/recommender';
const PAGE = 500;
/** An answer is on the log this soon after the head that its id names, or it was never recorded. */
const PAGES = 40;
/** One that waited for the log lies behind what others wrote meanwhile: all that waited with it, too. */
const LATE_PAGES = 400;

export type Exposure = EventOf<'recommendation.exposed'>;

/** A request's id names the head of the log when it came, so that its record is found without an index. */
export const requestIdAt = (head: Position, unique: string): string =>
  `r-${head}-${unique.replaceAll('-', '')}`;

/** The id of an answer that will be recorded late: another one, because the first may be on the log all the same. */
export const lateRequestId = (requestId: string): string => `${requestId}-late`;

const partsOf = (requestId: string) => {
  const [, head, late] = /^r-(\d{16})-[0-9a-f]{32}(-late)?$/.exec(requestId) ?? [];
  return head === undefined ? undefined : { head, pages: late === undefined ? PAGES : LATE_PAGES };
};

/** What went out, as the log keeps it. @param time ISO 8601 */
export const exposureOf = (question: Question, answer: Answer, time: string): Exposure => ({
  specversion: '1.0',
  id: answer.requestId,
  source: SOURCE,
  type: 'recommendation.exposed',
  time,
  data: { requestId: answer.requestId, position: answer.position, question, answer },
});

/** Finds what went out under an id; undefined if nothing did. */
export const findExposure = async (
  log: Pick<EventLog, 'read'>,
  requestId: string,
): Promise<Exposure | undefined> => {
  const parts = partsOf(requestId);
  if (!parts) return undefined;
  let after = parts.head;
  for (let page = 0; page < parts.pages; page++) {
    const { events, last } = await log.read(after, PAGE);
    for (const event of events) {
      if (event.type === 'recommendation.exposed' && event.id === requestId) return event;
    }
    if (events.length === 0) return undefined;
    after = last;
  }
  return undefined;
};
