import { expect } from '@jest/globals';
import { getChange } from '../../services/contracts/http/changes.ts';
import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { smallPolicy } from './policies.ts';
import type { RecommenderSite } from './recommender-service.ts';

export const approvals = { quarantineOver: 2, flagOver: 2_500, policies: 'two' as const, people: [] };
/** It asks for two people. */
export const strict: Policy = { ...smallPolicy, approvals };
export const other: Policy = { ...strict, ownWeight: 3_000_000 };

/** So many parts of the accounts are given `naive`. */
export const shareOf = (naive: number): FlagDefinition => ({
  [MODEL_FLAG]: {
    ...defaultFlags[MODEL_FLAG]!,
    targeting: {
      fractional: [
        ['naive', naive],
        ['peers', 10_000 - naive],
      ],
    },
  },
});

export type Admin = 'admin' | 'second-admin' | 'third-admin' | 'admin-token';

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
