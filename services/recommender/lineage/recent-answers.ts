import type { RecentAnswers } from '../../contracts/http/blame.ts';
import { type EventLog, ORIGIN } from '../../platform/event-log/event-log.ts';
import { positionAt, sequenceOf } from '../../platform/event-log/position.ts';

/** Events at the end of the log that are looked through, and how many of them at once. */
const LOOKED_THROUGH = 5_000;
const PAGE = 1_000;
const TOLD = 10;

/** The last lists that went out to an account, newest first, of those near the end of the log. */
export const recentAnswers = async (
  log: Pick<EventLog, 'read' | 'head'>,
  accountId: string,
): Promise<RecentAnswers> => {
  const head = log.head();
  const start = positionAt(Math.max(0, sequenceOf(head) - LOOKED_THROUGH));
  const answers: RecentAnswers['answers'] = [];
  for (let after = start; after < head;) {
    const { events, last } = await log.read(after, PAGE);
    if (events.length === 0) break;
    for (const event of events) {
      if (event.type !== 'recommendation.exposed') continue;
      const { question, answer } = event.data;
      if (question.kind !== 'recommendations' || question.accountId !== accountId) continue;
      const { requestId, position, model } = answer;
      const items = answer.items.map(({ itemId, name }) => ({ itemId, ...(name !== undefined && { name }) }));
      answers.push({ requestId, time: event.time, position, model: model.name, items });
    }
    after = last;
  }
  return {
    from: start === ORIGIN ? ORIGIN : positionAt(sequenceOf(start) + 1),
    answers: answers.slice(-TOLD).reverse(),
  };
};
