import { accountDetailOf } from '../../services/recommender/accounts/describe-account.ts';
import { timelineOf } from '../../services/recommender/accounts/describe-timeline.ts';
import { accountPage } from '../../services/recommender/accounts/list-accounts.ts';
import { assessmentPage } from '../../services/recommender/accounts/list-assessments.ts';
import {
  demotionGroupOf,
  demotionGroupPage,
} from '../../services/recommender/accounts/list-demotion-groups.ts';
import { demotionPage } from '../../services/recommender/accounts/list-demotions.ts';
import { featuresOf } from '../../services/recommender/accounts/list-features.ts';
import { changeOf, changePage } from '../../services/recommender/changes/describe-change.ts';
import { Fingerprints } from '../../services/recommender/fingerprints/fingerprints.ts';
import { itemPage } from '../../services/recommender/items/list-items.ts';
import { describeOverview } from '../../services/recommender/overview/describe-overview.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { describeRollout } from '../../services/recommender/rollout/describe-rollout.ts';
import { describeStatus } from '../../services/recommender/status/describe-status.ts';
import { daysAgo } from './an-order.ts';
import { listOf, newFor, popular, recommended, relatedTo } from './fold.ts';

const LISTS = { limit: 100 } as const;
const NOW = Date.parse(daysAgo(0));

/** Pages about one account, to whoever may see them. */
const aboutAccount = (state: RecommenderState, name: string): readonly unknown[] => {
  const account = state.accounts.find(name);
  if (account === undefined) return [];
  state.recount();
  return [accountDetailOf(state, account), timelineOf(state, account), assessmentPage(state, account, LISTS)];
};

/** The service's answers to these accounts, and to everybody, by every model. */
const answersOf = (state: RecommenderState, accounts: readonly string[]): readonly unknown[] => [
  ...[
    popular(),
    popular(2),
    ...state.items
      .names()
      .slice(0, 4)
      .map((item) => relatedTo(item, 4)),
  ].map((question) => listOf(state, question)),
  ...['nobody', ...accounts].flatMap((account) => [
    listOf(state, recommended(account)),
    listOf(state, recommended(account, 3), 'naive'),
    listOf(state, newFor(account)),
  ]),
];

/** Everything that a service would say of a state, as the text that would go out. */
export const everyPageOf = async (state: RecommenderState, accounts: readonly string[]): Promise<string> => {
  const fingerprints = new Fingerprints(state);
  const groups = demotionGroupPage(state, LISTS);
  return JSON.stringify({
    status: describeStatus(state, { head: () => state.position }, { since: undefined, waiting: 0 }),
    answers: answersOf(state, accounts),
    accounts: accounts.map((name) => aboutAccount(state, name)),
    tables: [accountPage(state, { ...LISTS, sort: 'votes' }), demotionPage(state, LISTS), groups],
    groups: groups.rows.map(({ oldest }) => demotionGroupOf(state, oldest)),
    features: featuresOf(state, 100),
    overview: (['hour', 'month'] as const).map((window) => describeOverview(state, { window, items: 20 })),
    items: itemPage(state, LISTS),
    fingerprints: [await fingerprints.page(LISTS), fingerprints.detail('present')],
    history: [state.policies.activations, state.policies.active, state.flags.changes, state.flags.definition],
    incidents: state.incidents.all,
    changes: [
      changePage(state, LISTS),
      ...state.changes.all.map(({ changeId }) => changeOf(state, changeId)),
    ],
    alone: [state.soloActs.agreedFlags, accounts.map((name) => state.soloActs.accountsWith([name], NOW))],
    rollouts: state.rollouts.all.map(({ rolloutId }) =>
      describeRollout(state.rollouts, rolloutId, { now: 0, isInForce: true, holds: [] }),
    ),
    held: accounts.map((name) => state.held.mentions(name)),
  });
};
