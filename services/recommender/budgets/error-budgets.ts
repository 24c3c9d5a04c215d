import type { Budget, ObjectiveName } from '../../contracts/http/budgets.ts';
import { budgetLeft, burnAlerts, burnRate, gravest } from './burn-rate.ts';
import type { ExposureCounts } from './exposure-counts.ts';
import { mayAdvance } from './may-advance.ts';
import type { MinuteCounts } from './minute-counts.ts';
import type { Objective, Objectives } from './read-objectives.ts';

const HOUR = 60;
const MINUTE_MS = 60_000;
/** Hours of history: as far as the longest window of the table looks back. */
const HOURS = 72;
const MINUTES_A_DAY = 1_440;

interface ErrorBudgetsDeps {
  readonly objectives: Objectives;
  /** Of the live state. */
  readonly exposures: ExposureCounts;
  /** Answers of this process that were in time and that weren't. */
  readonly inTime: MinuteCounts;
  /** Milliseconds. */
  readonly now: () => number;
}

/** How it burned, hour by hour. */
const historyOf = (counts: MinuteCounts, target: number, now: number): Budget['history'] =>
  Array.from({ length: HOURS }, (_, index) => {
    const until = now - (HOURS - 1 - index) * HOUR;
    const sums = counts.over(until, HOUR);
    return {
      until: new Date((until + 1) * MINUTE_MS).toISOString(),
      answers: sums.good + sums.bad,
      bad: sums.bad,
      burnRate: burnRate(sums, target),
    };
  });

/** What is left of each error budget, now. */
export class ErrorBudgets {
  readonly #deps: ErrorBudgetsDeps;
  readonly #counts: Readonly<Record<ObjectiveName, MinuteCounts>>;

  constructor(deps: ErrorBudgetsDeps) {
    const { exposures, inTime } = deps;
    this.#deps = deps;
    this.#counts = {
      'answered-in-time': inTime,
      'without-safety-net': exposures.withoutSafetyNet,
      fresh: exposures.fresh,
      certified: exposures.certified,
    };
  }

  get documents(): Objectives['documents'] {
    return this.#deps.objectives.documents;
  }

  /** Whether rollouts may go on, and if not, why: by what all replicas agree on, so not by what one of them clocked. */
  rollouts(budgets = this.all()): ReturnType<typeof mayAdvance> {
    return mayAdvance(budgets.filter(({ counted }) => counted === 'log'));
  }

  /** Each objective's budget, in the order of the contract. */
  all(): Budget[] {
    const minute = Math.floor(this.#deps.now() / MINUTE_MS);
    return this.#deps.objectives.objectives.map((objective) => this.#budget(objective, minute));
  }

  #budget({ name, displayName, description, target, minutes }: Objective, now: number): Budget {
    const counts = this.#counts[name];
    const sums = counts.over(now, minutes);
    const alerts = burnAlerts(counts, target, now, this.#deps.objectives.table);
    const firing = gravest(alerts);
    return {
      ...{ objective: name, displayName, description, target },
      days: Math.round(minutes / MINUTES_A_DAY),
      counted: name === 'answered-in-time' ? 'process' : 'log',
      answers: sums.good + sums.bad,
      bad: sums.bad,
      left: budgetLeft(sums, target),
      alerts,
      ...(firing && { firing }),
      history: historyOf(counts, target, now),
    };
  }
}
