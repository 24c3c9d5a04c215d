import { DEFAULT_STEPS, type RolloutStep } from '../../../services/contracts/rollout.ts';

/** With fewer established accounts than this the usual plan would wait for ever. */
const ENOUGH = 20_000;
const MINUTES = 60;

const small = (parts: number, leastAccounts: number): RolloutStep => ({
  parts,
  leastAccounts,
  leastMinutes: MINUTES,
});

/** A plan that a shop of so many established accounts can get through: fewer steps, and smaller samples. */
export const stepsFor = (established: number): RolloutStep[] => {
  if (established >= ENOUGH) return [...DEFAULT_STEPS];
  const sample = Math.max(1, Math.floor(established / 10));
  return [small(1_000, sample), small(2_500, sample * 2), small(5_000, sample * 3), small(10_000, 0)].map(
    (step) => (established < 10 ? { ...step, leastAccounts: Math.min(1, step.leastAccounts) } : step),
  );
};
