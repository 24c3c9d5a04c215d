import { getSafetyCurve, type SafetyCurve, startSafetyCurve } from '../../contracts/http/safety-curve.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import type { SafetyCurves } from './safety-curves.ts';

export const mountSafetyCurve = (mount: Mount, state: RecommenderState, curves: SafetyCurves): void => {
  const describe = (): SafetyCurve => ({
    now: { position: state.position, policy: state.policyDigest },
    ...curves.progress,
  });
  mount(getSafetyCurve, describe);
  mount(startSafetyCurve, () => {
    curves.start();
    return describe();
  });
};
