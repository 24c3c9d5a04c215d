import { getCertificate, type Question } from '../../contracts/http/answers.ts';
import type { Mount } from '../../platform/http/mount.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Answering } from '../answers/answering.ts';
import { rankFor } from '../answers/compute-answer.ts';
import { isTrusted } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { explainCertificate } from './explain-certificate.ts';

export const mountCertificate = (mount: Mount, state: RecommenderState, answering: Answering): void => {
  mount(getCertificate, async ({ params: { itemId }, query: { accountId, limit } }) => {
    const question: Question =
      accountId === undefined ? { kind: 'popular', limit } : { kind: 'recommendations', accountId, limit };
    const { model } = await answering.modelFor(state, question);
    if (!isTrusted(model)) {
      const detail = `This account's list comes from ${model}, which can't say what each vote is worth: leave accountId out to see what everybody's list rests on.`;
      throw new AppError(409, 'not-explained', detail);
    }
    return explainCertificate(state, rankFor(state, model, question), itemId, question);
  });
};
