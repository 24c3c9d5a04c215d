import type { QueryClient } from '@tanstack/react-query';

/** What an act on an account can change: everything that is shown of votes. */
const TOUCHED = [
  'account',
  'accounts',
  'demotions',
  'features',
  'overview',
  'status',
  'items',
  'certificate',
];

/** Reads again whatever acts on accounts may have changed. */
export const refreshAfterActs = (queries: QueryClient) =>
  Promise.all(TOUCHED.map((name) => queries.invalidateQueries({ queryKey: [name] })));
