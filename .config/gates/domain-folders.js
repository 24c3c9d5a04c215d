/** Where the decisions are made: no Express, no store, no clock, no randomness that is not passed in. */
export const DOMAIN_FOLDERS = [
  'services/ordering/stand',
  'services/recommender/certificate',
  'services/recommender/fold',
  'services/recommender/integrity',
  'services/recommender/models',
  'services/recommender/votes',
];
