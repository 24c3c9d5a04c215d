import { compareFingerprints, getFingerprint, listFingerprints } from '../../contracts/http/fingerprints.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { Fingerprints } from './fingerprints.ts';

export const mountFingerprints = (mount: Mount, state: RecommenderState): void => {
  const fingerprints = new Fingerprints(state);
  mount(listFingerprints, ({ query }) => fingerprints.page(query));
  // Before the days: "compare" would be read as one.
  mount(compareFingerprints, ({ query }) => fingerprints.compare(query));
  mount(getFingerprint, ({ params: { day } }) => fingerprints.detail(day));
};
