import {
  getAccount,
  getTimeline,
  labelAccount,
  listAccounts,
  listAssessments,
  listFeatures,
  quarantineAccount,
  quarantineAccounts,
  reinstateAccount,
  reinstateAccounts,
} from '../../contracts/http/accounts.ts';
import { getDemotionGroup, listDemotionGroups, listDemotions } from '../../contracts/http/demotions.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { Moderator } from '../moderation/moderator.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { accountDetailOf } from './describe-account.ts';
import { timelineOf } from './describe-timeline.ts';
import { accountPage } from './list-accounts.ts';
import { assessmentPage } from './list-assessments.ts';
import { demotionGroupOf, demotionGroupPage } from './list-demotion-groups.ts';
import { demotionPage } from './list-demotions.ts';
import { featuresOf } from './list-features.ts';

const known = (state: RecommenderState, accountId: string): number => {
  const account = state.accounts.find(accountId);
  if (account !== undefined) return account;
  throw new AppError(404, 'no-such-account', 'Nothing is on the log about this account.');
};

/** Held orders may be the first that is heard of an account: whoever is to be taken out needn't have been published. */
const mayBeModerated = (state: RecommenderState, accountId: string): void => {
  if (!state.held.mentions(accountId)) known(state, accountId);
};

export const mountAccounts = (mount: Mount, state: RecommenderState, moderator: Moderator): void => {
  const standingAfter = (accountId: string, position: string) => {
    state.recount();
    return { accountId, standing: state.tally.standing(known(state, accountId)), position };
  };
  mount(listDemotions, ({ query }) => demotionPage(state, query));
  mount(listDemotionGroups, ({ query }) => demotionGroupPage(state, query));
  mount(getDemotionGroup, ({ params: { accountId } }) => demotionGroupOf(state, accountId));
  mount(listAccounts, ({ query }) => accountPage(state, query));
  // Before the accounts: "features" would be read as one of them.
  mount(listFeatures, ({ query }) => featuresOf(state, query.limit));
  mount(getTimeline, ({ params: { accountId } }) => timelineOf(state, known(state, accountId)));
  mount(getAccount, ({ params: { accountId } }) => {
    state.recount();
    return accountDetailOf(state, known(state, accountId));
  });
  mount(listAssessments, ({ params: { accountId }, query }) =>
    assessmentPage(state, known(state, accountId), query),
  );
  mount(quarantineAccounts, ({ body: { accounts, reason }, principal }) =>
    moderator.actOnAll('account.quarantined', accounts, reason, principal),
  );
  mount(reinstateAccounts, ({ body: { accounts, reason }, principal }) =>
    moderator.actOnAll('account.reinstated', accounts, reason, principal),
  );
  mount(quarantineAccount, async ({ params: { accountId }, body, principal }) => {
    mayBeModerated(state, accountId);
    const position = await moderator.act('account.quarantined', accountId, body.reason, principal);
    return standingAfter(accountId, position);
  });
  mount(reinstateAccount, async ({ params: { accountId }, body, principal }) => {
    mayBeModerated(state, accountId);
    const position = await moderator.act('account.reinstated', accountId, body.reason, principal);
    return standingAfter(accountId, position);
  });
  mount(labelAccount, async ({ params: { accountId }, body: { reason, label }, principal }) => {
    mayBeModerated(state, accountId);
    const position = await moderator.label(accountId, label, reason, principal);
    return standingAfter(accountId, position);
  });
};
