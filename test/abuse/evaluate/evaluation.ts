import { connectRaccoon, isRaccoonInstalled } from '../recommenders/raccoon.ts';
import type { RecommenderName } from '../recommenders/field.ts';
import { absentRedis, type Redis, startRedis } from '../recommenders/redis-server.ts';
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

const doAll = async (
  plan: EvaluationPlan,
  redis: Parameters<typeof connectRaccoon>[0],
): Promise<readonly Found[]> => {
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

const redisForRaccoon = async (): Promise<Redis> =>
  isRaccoonInstalled() ? startRedis() : absentRedis('the package raccoon isn’t installed');

/** Every attack on every history with every seed, all recommenders side by side. */
export const evaluate = async (plan: EvaluationPlan): Promise<Evaluation> => {
  await using redis = plan.recommenders.includes('raccoon') ? await redisForRaccoon() : undefined;
  const address = redis && 'address' in redis ? redis.address : undefined;
  const reason = redis && 'missing' in redis ? redis.missing : undefined;
  return {
    ...gather(await doAll(plan, address)),
    absent: reason === undefined ? [] : [{ recommender: 'raccoon', reason }],
  };
};
