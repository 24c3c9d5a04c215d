import type { Evaluation } from './evaluation.ts';
import type { EvaluationPlan } from './evaluation-plan.ts';
import type { Judgement } from './judge-promises.ts';
import type { AttackSummary } from './summarise.ts';

/** What people are shown of an evaluation, as text or as a page. */
export interface Report
  extends
    Pick<Evaluation, 'dataSets' | 'skipped' | 'absent' | 'budgets'>,
    Pick<EvaluationPlan, 'recommenders'> {
  readonly summaries: readonly AttackSummary[];
  readonly judgements: readonly Judgement[];
}
