import { ALL_PARTS } from '../../../contracts/rollout.ts';
import { digestOf } from '../../../platform/digest/canonical-digest.ts';
import { actOn } from '../../rollout/acts.ts';
import type { Run } from '../../rollout/judge.ts';
import { promotableRun } from '../../rollout/rollout-checks.ts';
import type { ChangeKind } from '../change-kind.ts';
import type { InForce } from '../in-force.ts';
import { jsonDiff } from '../json-diff.ts';

/** A rollout's challenger given to everybody. Against: that it runs; it may go a step further meanwhile. */
export const promotionChange = (rolloutId: string): ChangeKind => {
  const runIn = ({ rollouts: { active } }: InForce): Run | undefined =>
    active?.document.rolloutId === rolloutId ? active : undefined;
  return {
    base: (now) => digestOf(runIn(now)?.document ?? null),
    check(now) {
      promotableRun(now, rolloutId);
    },
    diff(now) {
      const run = runIn(now);
      if (!run) return [];
      const { baseline, challenger, steps } = run.document;
      const before = { model: baseline, challengerParts: steps[run.step]?.parts };
      return jsonDiff(before, { model: challenger, challengerParts: ALL_PARTS });
    },
    acts: (signed, now) => actOn(promotableRun(now, rolloutId), 'promoted', now.flags, signed),
  };
};
