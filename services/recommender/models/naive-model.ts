import { ONE } from '../integrity/policy.ts';
import type { Model } from './model.ts';

/**
 * Raw order counts, cancelled orders included: what the story's data scientist shipped. It is here to be
 * compared with. Anybody moves it at will, so it certifies nothing.
 */
export const naiveModel: Model = {
  name: 'naive',
  version: '1',
  score: ({ unitsPlaced, items }) => ({
    basis: 'naive',
    own: undefined,
    established: new Float64Array(items),
    newcomers: unitsPlaced.slice(0, items).map((units) => units * ONE),
    onProbation: new Float64Array(items),
    demoted: new Float64Array(items),
    supporters: () => 0,
    isBounded: false,
  }),
};
