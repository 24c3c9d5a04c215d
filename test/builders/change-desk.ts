import { expect } from '@jest/globals';
import { getChange } from '../../services/contracts/http/changes.ts';
import type { RecommenderSite } from './recommender-service.ts';

type Admin = 'admin' | 'second-admin' | 'third-admin' | 'admin-token';

/** What admins say of changes, each with the same reason. */
export const changeDesk = (site: () => RecommenderSite, reason: string) => {
  const say = (request: Parameters<RecommenderSite['call']>[0], body: object, as: Admin = 'admin') =>
    site().call(request, { as, body: { reason, ...body } });
  const ask = (proposal: object, as: Admin = 'admin', rest: object = {}) =>
    say('POST /v1/changes', { proposal, ...rest }, as);
  const asked = async (proposal: object, as: Admin = 'admin') => {
    const reply = await ask(proposal, as);
    expect(reply).toMatchObject({ status: 201 });
    return getChange.reply.parse(reply.json);
  };
  return { say, ask, asked };
};
