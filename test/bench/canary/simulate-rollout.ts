import {
  ALL_PARTS,
  EQUAL_PARTS,
  type RolloutDocument,
  rolloutDocument,
} from '../../../services/contracts/rollout.ts';
import { judge, type Run, type Verdict } from '../../../services/recommender/rollout/judge.ts';
import { RolloutCounts } from '../../../services/recommender/rollout/rollout-counts.ts';
import { seeded } from '../../builders/seeded.ts';
import { madeVisit, type Model, SAME } from './made-customer.ts';

/** After the first hundred accounts, each of which is looked at. */
const PEEK_EVERY = 50;
const ALWAYS_UP_TO = 100;
/** A z-test of one look is right with this. */
const Z = 1.96;

/** The default plan without its waiting times: one step follows the other as soon as enough was seen. */
export const PLAN: RolloutDocument = (() => {
  const document = rolloutDocument.parse({
    rolloutId: 'ro-bench',
    challenger: 'popular',
    baseline: 'peers',
    owner: 'bench',
    expires: '2100-01-01T00:00:00Z',
  });
  return { ...document, steps: document.steps.map((step) => ({ ...step, leastMinutes: 0 })) };
})();

export interface Outcome {
  readonly decision: Verdict['decision'];
  readonly reasons: readonly string[];
  /** Accounts in both arms by then. */
  readonly accounts: number;
  /** Would somebody who looks at a z-test of the conversion all the time have believed it? */
  readonly isFooledByZ: boolean;
}

const zOf = (counts: RolloutCounts): number => {
  const [x, n] = [counts.of('converted'), counts.accounts];
  const pooled = (x.challenger + x.control) / (n.challenger + n.control);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / n.challenger + 1 / n.control));
  return Math.abs(x.challenger / n.challenger - x.control / n.control) / spread;
};

const isPeek = (accounts: number): boolean => accounts <= ALWAYS_UP_TO || accounts % PEEK_EVERY === 0;

/** One rollout of a model, from the first account to the decision; what happens follows from the seed. */
export const simulateRollout = (model: Model, seed: number, plan = PLAN): Outcome => {
  const random = seeded(seed);
  const counts = new RolloutCounts();
  let [step, accountsBefore, isFooledByZ] = [0, 0, false];
  for (let account = 0; ; account++) {
    const hasControl = (plan.steps[step]?.parts ?? ALL_PARTS) <= EQUAL_PARTS;
    if (hasControl) {
      const arm = random() < 0.5 ? 'challenger' : 'control';
      const { shown, converts } = madeVisit(arm === 'challenger' ? model : SAME, random);
      counts.noteShown(account, arm, 0, shown);
      if (converts) counts.noteFulfilled(account, 0, 1);
    }
    if (hasControl && !isPeek(account + 1)) continue;
    isFooledByZ ||= zOf(counts) > Z;
    const run: Run = {
      document: plan,
      status: 'running',
      step,
      since: 0,
      actedAt: 0,
      accountsBefore,
      counts,
    };
    const { decision, reasons } = judge(run, { now: 0, isInForce: true, holds: [] });
    if (decision === 'advance') [step, accountsBefore] = [step + 1, account + 1];
    else if (decision !== 'wait') return { decision, reasons, accounts: account + 1, isFooledByZ };
  }
};
