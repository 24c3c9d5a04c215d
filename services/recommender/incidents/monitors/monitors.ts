import { concentratedWeight } from './concentrated-weight.ts';
import { defaultForEverybody } from './default-for-everybody.ts';
import { exposureJump } from './exposure-jump.ts';
import { inputsIgnored } from './inputs-ignored.ts';
import { labelDistribution } from './label-distribution.ts';
import type { Monitor } from './monitor.ts';
import { newcomerPoolSaturated } from './newcomer-pool-saturated.ts';
import { oldBusiness } from './old-business.ts';
import { rawCountedDrift } from './raw-counted-drift.ts';
import { staleData } from './stale-data.ts';
import { wrongArtifact } from './wrong-artifact.ts';

/** All monitors. Add one: its name in the contracts, one file, and a line here. */
export const monitors: readonly Monitor[] = [
  staleData,
  oldBusiness,
  inputsIgnored,
  wrongArtifact,
  defaultForEverybody,
  labelDistribution,
  exposureJump,
  concentratedWeight,
  newcomerPoolSaturated,
  rawCountedDrift,
];
