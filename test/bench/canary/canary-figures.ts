import { quantile } from '../bench-row.ts';
import { SAME, type Model } from './made-customer.ts';
import { type Outcome, PLAN, simulateRollout } from './simulate-rollout.ts';

/** What the issue names, each alone and all at once. */
export const HARMFUL: readonly Model[] = [
  { ...SAME, name: 'all of it', conversion: 0.8, errors: 0.04, exposure: 5, certificate: 0.5 },
  { ...SAME, name: 'conversion −20 %', conversion: 0.8 },
  { ...SAME, name: 'errors +4 points', errors: 0.04 },
  { ...SAME, name: 'one item ×5', exposure: 5 },
  { ...SAME, name: 'certificates halved', certificate: 0.5 },
];
const BETTER: Model = { ...SAME, name: 'conversion +20 %', conversion: 1.2 };

/** What many rollouts of one model came to. */
export interface CanaryFigures {
  readonly model: string;
  readonly runs: number;
  /** Shares of the runs. */
  readonly takenBack: number;
  readonly promoted: number;
  readonly held: number;
  readonly fooledByZ: number;
  /** Accounts in both arms at the decision. */
  readonly median: number;
  readonly most: number;
}

const figuresOf = (model: Model, outcomes: readonly Outcome[]): CanaryFigures => {
  const share = (isOne: (outcome: Outcome) => boolean) => outcomes.filter(isOne).length / outcomes.length;
  const accounts = outcomes.map((outcome) => outcome.accounts);
  return {
    model: model.name,
    runs: outcomes.length,
    takenBack: share(({ decision }) => decision === 'roll-back'),
    promoted: share(({ decision }) => decision === 'promote'),
    held: share(({ decision }) => decision === 'hold'),
    fooledByZ: share(({ isFooledByZ }) => isFooledByZ),
    median: quantile(accounts, 0.5),
    most: Math.max(...accounts),
  };
};

/** So many rollouts of each model; run n has the seed n. */
export const canaryFigures = (runs: number): readonly CanaryFigures[] =>
  [SAME, ...HARMFUL, BETTER].map((model) =>
    figuresOf(
      model,
      Array.from({ length: runs }, (_, seed) => simulateRollout(model, seed)),
    ),
  );

/** A share of sound rollouts that is certain to be met: three standard deviations over what is promised are chance. */
const chance = (share: number, runs: number): number => 3 * Math.sqrt((share * (1 - share)) / runs);

/** What is promised and doesn't hold, in words; empty if all does. */
export const brokenPromises = (figures: readonly CanaryFigures[]): readonly string[] => {
  const harmful = new Set(HARMFUL.map(({ name }) => name));
  return figures.flatMap(({ model, runs, takenBack, held }) => {
    if (harmful.has(model)) {
      const least = 0.95 - chance(0.95, runs);
      return takenBack >= least ? [] : [`${model}: only ${takenBack} taken back, not 95 %`];
    }
    if (takenBack > PLAN.alpha) return [`${model}: ${takenBack} taken back, more than α = ${PLAN.alpha}`];
    return held > 0.001 + chance(0.001, runs) ? [`${model}: ${held} held for their sample ratio`] : [];
  });
};
