import {
  getPopular,
  getRecommendations,
  getRecorded,
  getRelated,
  type Question,
  reproduceAnswer,
} from '../../contracts/http/answers.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { Answering } from './answering.ts';

export const mountAnswers = (mount: Mount, answering: Answering): void => {
  mount(getRecommendations, ({ query: { accountId, limit, only, ...when } }) => {
    const question: Question = { kind: 'recommendations', accountId, limit, ...(only && { only }) };
    return answering.answer(question, when);
  });
  mount(getPopular, ({ query: { limit, ...when } }) => answering.answer({ kind: 'popular', limit }, when));
  mount(getRelated, ({ params: { itemId }, query: { limit, ...when } }) =>
    answering.answer({ kind: 'related', itemId, limit }, when),
  );
  mount(getRecorded, ({ params }) => answering.recorded(params.requestId));
  mount(reproduceAnswer, ({ params }) => answering.reproduce(params.requestId));
};
