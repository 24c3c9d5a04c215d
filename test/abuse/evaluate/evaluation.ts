import { EngineMissing } from '../../engines/engine-missing.ts';
import { addressOf, type RedisAddress, startRedis } from '../../engines/redis-server.ts';
import { connectRaccoon, isRaccoonInstalled } from '../recommenders/raccoon.ts';
import type { RecommenderName } from '../recommenders/field.ts';
import type { AttackRun } from './attack-run.ts';
import { Bench } from './bench.ts';
import type { CleanReport } from './clean-report.ts';
import type { EvaluationPlan } from './evaluation-plan.ts';
import type { LeastBudget } from './least-budget.ts';
import { type Found, nameOfTask, type Task, tasksOf } from './task.ts';
import { shareOut, startWorkers } from './workers.ts';

/** All that was measured: the same plan gives the same evaluation, whoever did which step. */
export interface Evaluation {
  readonly dataSets: readonly CleanReport[];
  readonly skipped: readonly { readonly data: string; readonly reason: string }[];
  /** Recommenders that couldn't be measured here. */
  readonly absent: readonly { readonly recommender: RecommenderName; readonly reason: string }[];
  readonly runs: readonly AttackRun[];
  readonly budgets: readonly LeastBudget[];
}

const gather = (found: readonly Found[]): Omit<Evaluation, 'absent'> => {
  const missing = found.flatMap((one) => (one.step === 'missing' ? [one] : []));
  return {
    dataSets: found.flatMap((one) => (one.step === 'clean' ? one.report : [])),
    // Each step of a missing history says so.
    skipped: [...new Map(missing.map(({ data, reason }) => [data, { data, reason }])).values()],
    runs: found.flatMap((one) => (one.step === 'attack' ? (one.run ?? []) : [])),
    budgets: found.flatMap((one) => (one.step === 'budgets' ? one.budgets : [])),
  };
};

const doAll = async (plan: EvaluationPlan, redis: RedisAddress | undefined): Promise<readonly Found[]> => {
  const tasks = tasksOf(plan);
  const onTask = (task: Task, begun: number): void => plan.onStep(nameOfTask(task), begun, tasks.length);
  const jobs = Math.min(plan.jobs, tasks.length);
  if (jobs > 1) {
    await using workers = startWorkers(jobs, plan.words, redis);
    return await shareOut(tasks, workers.doers, onTask);
  }
  await using raccoon = await connectRaccoon(redis);
  const bench = new Bench(plan, raccoon);
  return await shareOut(tasks, [(task) => bench.run(task)], onTask);
};

interface RedisForRaccoon extends AsyncDisposable {
  readonly address?: RedisAddress;
  /** Why raccoon can't be measured here. */
  readonly missing?: string;
}

const startForRaccoon = async (): Promise<RedisForRaccoon> => {
  if (!isRaccoonInstalled()) throw new EngineMissing('the package raccoon isn’t installed');
  const redis = await startRedis();
  const dispose = (): PromiseLike<void> => redis[Symbol.asyncDispose]();
  try {
    return { address: await addressOf(redis), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};

const redisForRaccoon = async (): Promise<RedisForRaccoon> => {
  try {
    return await startForRaccoon();
  } catch (error) {
    if (!(error instanceof EngineMissing)) throw error;
    return { missing: error.message, [Symbol.asyncDispose]: async () => {} };
  }
};

/** Every attack on every history with every seed, all recommenders side by side. */
export const evaluate = async (plan: EvaluationPlan): Promise<Evaluation> => {
  await using redis = plan.recommenders.includes('raccoon') ? await redisForRaccoon() : undefined;
  return {
    ...gather(await doAll(plan, redis?.address)),
    absent: redis?.missing === undefined ? [] : [{ recommender: 'raccoon', reason: redis.missing }],
  };
};
