/**
 * Where the decisions are made: no Express, no store, no clock, no randomness that is not passed in. A
 * feature's `routes.ts` lies in its folder and is none of it.
 */
const FOLDERS = [
  'services/ordering/stand',
  'services/recommender/catalogue',
  'services/recommender/certificate',
  'services/recommender/integrity',
  'services/recommender/models',
  'services/recommender/overview',
  'services/recommender/votes',
];
/** Folds and answers that are as pure, beside files that read the log. */
const FILES = [
  'services/recommender/accounts/describe-account.ts',
  'services/recommender/accounts/describe-evidence.ts',
  'services/recommender/answers/compute-answer.ts',
  'services/recommender/budgets/burn-rate.ts',
  'services/recommender/budgets/exposure-counts.ts',
  'services/recommender/budgets/judge-answer.ts',
  'services/recommender/budgets/may-advance.ts',
  'services/recommender/budgets/minute-counts.ts',
  'services/recommender/fingerprints/compare-fingerprints.ts',
  'services/recommender/fingerprints/distribution.ts',
  'services/recommender/fingerprints/fingerprint-of-days.ts',
  'services/recommender/fingerprints/fingerprint-of.ts',
  'services/recommender/fingerprints/fingerprint.ts',
  'services/recommender/flags/flag-history.ts',
  'services/recommender/incidents/bad-records.ts',
  'services/recommender/incidents/incident-history.ts',
  'services/recommender/ingest/refused-share.ts',
  'services/recommender/lineage/backers-of.ts',
  'services/recommender/lineage/blame-words.ts',
  'services/recommender/lineage/change-sentences.ts',
  'services/recommender/lineage/describe-change.ts',
  'services/recommender/lineage/gap.ts',
  'services/recommender/lineage/log-outline.ts',
  'services/recommender/lineage/look-at.ts',
  'services/recommender/lineage/since-when.ts',
  'services/recommender/lineage/tell-blame.ts',
  'services/recommender/moderation/moderation.ts',
  'services/recommender/policies/activation-of.ts',
  'services/recommender/policies/compare-profiles.ts',
  'services/recommender/policies/hash-sample.ts',
  'services/recommender/policies/policy-history.ts',
  'services/recommender/policies/profile.ts',
  'services/recommender/policies/what-depends.ts',
  'services/recommender/replay/held-events.ts',
  'services/recommender/replay/influence.ts',
  'services/recommender/replay/order-watcher.ts',
  'services/recommender/replay/passed-over.ts',
  'services/recommender/replay/recommender-state.ts',
  'services/recommender/safety-curve/certified-lists.ts',
  'services/recommender/safety-curve/hold-out.ts',
  'services/recommender/safety-curve/list-figures.ts',
  'services/recommender/safety-curve/list-quality.ts',
  'services/recommender/safety-curve/mean-of.ts',
  'services/recommender/safety-curve/measure-points.ts',
];

export const DOMAIN_GLOBS = [...FOLDERS.map((folder) => `${folder}/**`), ...FILES];
export const ROUTES_GLOB = '**/routes.ts';
export const DOMAIN_PATTERN = `^(${FOLDERS.join('|')})/|^(${FILES.join('|').replaceAll('.', '\\.')})$`;
export const ROUTES_PATTERN = '/routes\\.ts$';
