import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { openRedisEventLog } from '../../../../services/platform/event-log/redis/redis-event-log.ts';
import { connectRedis } from '../../../../services/platform/redis/connect.ts';
import { defaultPolicy } from '../../../../services/recommender/integrity/policy.ts';
import { foldUpTo } from '../../../../services/recommender/replay/fold-up-to.ts';
import { RecommenderState } from '../../../../services/recommender/replay/recommender-state.ts';
import type { replicaFigures } from '../figures.ts';
import { memory } from './process-figures.ts';
import { answerOne } from './sample-answers.ts';

/** How long it answers, all replicas at the same time or nearly so. */
const ANSWERING_MS = 3_000;
const SAMPLE = 997;

/** A recommender of several on one Redis: folds its log from the beginning, then answers as fast as it can. */
export const replicate = async (
  redisUrl: string,
  accounts: number,
): Promise<z.infer<typeof replicaFigures>> => {
  const connect = (name: string) => connectRedis(redisUrl, name);
  await using log = await openRedisEventLog({
    connect,
    home: 'recommender',
    reads: ['stand', 'recommender'],
  });
  const state = new RecommenderState(defaultPolicy, {});
  const started = performance.now();
  await foldUpTo(log, state, log.head());
  state.recount();
  const folded = performance.now();
  let answers = 0;
  while (performance.now() - folded < ANSWERING_MS) {
    answerOne(state, accounts, answers % SAMPLE, SAMPLE);
    answers++;
    await setImmediate();
  }
  const seconds = (performance.now() - folded) / 1_000;
  return {
    foldSeconds: (folded - started) / 1_000,
    rssBytes: memory().rssBytes,
    answersPerSecond: answers / seconds,
  };
};
