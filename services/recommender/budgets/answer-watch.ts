import { Counter, Gauge, type Registry } from 'prom-client';
import type { Answer, Question } from '../../contracts/http/answers.ts';
import { objectiveName } from '../../contracts/http/budgets.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { allowedShare } from './burn-rate.ts';
import { IN_TIME, judgeAnswer } from './judge-answer.ts';
import { MinuteCounts } from './minute-counts.ts';
import type { Objectives } from './read-objectives.ts';

type Judged = Readonly<Partial<Record<string, boolean>>>;

/** For whoever watches: this process's answers by objective, and the share of each that may be bad. */
const createObjectiveMetrics = (registry: Registry, { objectives }: Objectives) => {
  const registers = [registry];
  const answers = new Counter({
    name: 'relish_objective_answers_total',
    help: 'Answers of this process by objective, and by whether they were good',
    labelNames: ['objective', 'outcome'],
    registers,
  });
  const allowed = new Gauge({
    name: 'relish_objective_allowed_share',
    help: 'The share of answers that an objective allows to be bad',
    labelNames: ['objective'],
    registers,
  });
  for (const { name: objective, target } of objectives) {
    allowed.set({ objective }, allowedShare(target));
    // What has never happened yet would be no figure at all, and a rate of it none either.
    for (const outcome of ['good', 'bad']) answers.inc({ objective, outcome }, 0);
  }
  return (objective: string, isGood: boolean): void =>
    answers.inc({ objective, outcome: isGood ? 'good' : 'bad' });
};

interface WatchDeps {
  readonly objectives: Objectives;
  /** Milliseconds. */
  readonly now: () => number;
  readonly registry?: Registry | undefined;
}

/** Whether it is the caller who has to do something else. */
const isCallersFault = (error: unknown): boolean => error instanceof AppError && error.status < 500;

/** Clocks answers as they go out, and counts them by objective. */
export class AnswerWatch {
  readonly #deps: WatchDeps;
  readonly #measure: (objective: string, isGood: boolean) => void;
  /** Of this process since its start. */
  readonly inTime = new MinuteCounts();

  constructor(deps: WatchDeps) {
    this.#deps = deps;
    this.#measure = deps.registry ? createObjectiveMetrics(deps.registry, deps.objectives) : () => undefined;
  }

  /** What becomes of the answer to a question; one that fails is late. */
  async watch(question: Question, work: () => Promise<Answer>): Promise<Answer> {
    const asked = performance.now();
    try {
      const answer = await work();
      const isInTime = performance.now() - asked <= IN_TIME;
      this.#count({ 'answered-in-time': isInTime, ...judgeAnswer(question, answer) });
      return answer;
    } catch (error) {
      if (!isCallersFault(error)) this.#count({ 'answered-in-time': false });
      throw error;
    }
  }

  #count(judged: Judged): void {
    const isInTime = judged['answered-in-time'];
    if (isInTime !== undefined) this.inTime.add(Math.floor(this.#deps.now() / 60_000), isInTime);
    for (const objective of objectiveName.options) {
      const isGood = judged[objective];
      if (isGood !== undefined) this.#measure(objective, isGood);
    }
  }
}
