import type { Attack } from '../attacks/attack.ts';
import type { OriginChoice } from '../attacks/origins.ts';
import type { DataSource } from '../history/data-set.ts';
import type { RecommenderName } from '../recommenders/field.ts';

export interface EvaluationPlan {
  readonly sources: readonly DataSource[];
  readonly attacks: readonly Attack[];
  readonly recommenders: readonly RecommenderName[];
  readonly seeds: readonly number[];
  /** Accounts kept of each history; 0: all. */
  readonly accounts: number;
  /** Whence attackers order. */
  readonly origins: OriginChoice;
  /** Processes that share the work. */
  readonly jobs: number;
  /** The command line that this plan was read from: workers read it again. */
  readonly words: readonly string[];
  /** Called before each step; `done` of `total` steps are over or under way. */
  readonly onStep: (step: string, done: number, total: number) => void;
}
