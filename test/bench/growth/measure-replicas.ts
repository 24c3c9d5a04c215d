import { openRedisEventLog } from '../../../services/platform/event-log/redis/redis-event-log.ts';
import { connectRedis } from '../../../services/platform/redis/connect.ts';
import { startOwnRedis } from '../../engines/redis-server.ts';
import { type ReplicaFigures, replicaFigures, type ReplicasFigures } from './figures.ts';
import { runStage } from './run-stage.ts';
import { madeEvents } from './steps/made-events.ts';

const BATCH = 1_000;
const MOST = 4;

const fill = async (redisUrl: string, events: number, accounts: number): Promise<void> => {
  const connect = (name: string) => connectRedis(redisUrl, name);
  await using log = await openRedisEventLog({ connect, home: 'stand', reads: ['stand'] });
  for (const batch of madeEvents(events, accounts, BATCH)) await log.append(batch);
};

const measure = async (
  redisUrl: string,
  replicas: number,
  events: number,
  accounts: number,
): Promise<ReplicasFigures> => {
  const figures = await Promise.all(
    Array.from({ length: replicas }, () => runStage(replicaFigures, 'replica', redisUrl, events, accounts)),
  );
  const sum = (pick: (figures: ReplicaFigures) => number): number =>
    figures.reduce((total, one) => total + pick(one), 0);
  return {
    replicas,
    events,
    seconds: Math.max(...figures.map(({ foldSeconds }) => foldSeconds)),
    rssBytes: sum(({ rssBytes }) => rssBytes),
    answersPerSecond: sum(({ answersPerSecond }) => answersPerSecond),
  };
};

/**
 * One to four recommenders fold the same log from one Redis at once, and answer.
 * @throws EngineMissing
 */
export const measureReplicas = async (
  events: number,
  accounts: number,
  onStep: (step: string) => void,
): Promise<readonly ReplicasFigures[]> => {
  await using redis = await startOwnRedis();
  onStep('writing to Redis');
  await fill(redis.url, events, accounts);
  const found: ReplicasFigures[] = [];
  for (let replicas = 1; replicas <= MOST; replicas++) {
    onStep(`replicas fold at once: ${replicas}`);
    found.push(await measure(redis.url, replicas, events, accounts));
  }
  return found;
};
