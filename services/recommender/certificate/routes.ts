import { getCertificate, type Question } from '../../contracts/http/answers.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { Answering } from '../answers/answering.ts';
import { rankFor } from '../answers/compute-answer.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { explainCertificate } from './explain-certificate.ts';

export const mountCertificate = (mount: Mount, state: RecommenderState, answering: Answering): void => {
  mount(getCertificate, async ({ params: { itemId }, query: { accountId, limit } }) => {
    const question: Question =
      accountId === undefined ? { kind: 'popular', limit } : { kind: 'recommendations', accountId, limit };
    const { model } = await answering.modelFor(state, question);
    return explainCertificate(state, rankFor(state, model, question), itemId, question);
  });
};
