import type { Answer, Question } from '../../contracts/http/answers.ts';
import type { EventOf } from '../../contracts/events.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';

const SOURCE = '/recommender';
const PAGE = 500;
/** An answer is on the log this soon after the head that its id names, or it was never recorded. */
const PAGES = 40;

type Exposure = EventOf<'recommendation.exposed'>;

/** A request's id names the head of the log when it came, so that its record is found without an index. */
export const requestIdAt = (head: Position, unique: string): string =>
  `r-${head}-${unique.replaceAll('-', '')}`;

const headOf = (requestId: string): Position | undefined => /^r-(\d{16})-[0-9a-f]{32}$/.exec(requestId)?.[1];

const exposureOf = (question: Question, answer: Answer, time: string): Exposure => ({
  specversion: '1.0',
  id: answer.requestId,
  source: SOURCE,
  type: 'recommendation.exposed',
  time,
  data: { requestId: answer.requestId, position: answer.position, question, answer },
});

/** Writes down what went out; resolves when it is durable. */
export const recordExposure = async (
  log: EventLog,
  question: Question,
  answer: Answer,
  time: string,
): Promise<void> => {
  await log.append([exposureOf(question, answer, time)]);
};

/** Finds what went out under an id; undefined if nothing did. */
export const findExposure = async (log: EventLog, requestId: string): Promise<Exposure | undefined> => {
  let after = headOf(requestId);
  if (after === undefined) return undefined;
  for (let page = 0; page < PAGES; page++) {
    const { events, last } = await log.read(after, PAGE);
    for (const event of events) {
      if (event.type === 'recommendation.exposed' && event.id === requestId) return event;
    }
    if (events.length === 0) return undefined;
    after = last;
  }
  return undefined;
};
