import { setTimeout } from 'node:timers/promises';
import { becomesReady, connectRedis } from '../../services/platform/redis/connect.ts';
import { OpenedParts } from '../../services/relish/launch/opened-parts.ts';
import { freePort, ON_THIS_MACHINE } from './free-port.ts';
import { type Controls, startOwnProcess } from './own-process.ts';
import { answers, type OwnRedis, startOwnRedis } from './redis-server.ts';

/** What Sentinels call the server that has the log. */
const MASTER = 'lunch';
/** After this a server that says nothing is taken for dead. A disk that stalls for a second is no reason to. */
const DOWN_AFTER_MS = 2_000;
const FAILOVER_MS = 5_000;
const PAUSE_MS = 50;
/** One more than has to confirm: when one of them takes over there is another that confirms to it. */
const COPIES = 2;
const SENTINELS = 3;
const QUORUM = 2;

interface Sentinel extends Controls {
  readonly port: number;
}

/** One Sentinel that watches a server. @param quorum how many must take it for dead before one of them acts */
export const startSentinel = async (master: OwnRedis, quorum = 1): Promise<Sentinel> => {
  const port = await freePort();
  const own = await startOwnProcess('sentinel', {
    program: 'sh',
    // It keeps what it learns in its configuration, so there must be one.
    argumentsFor: (folder) => [
      '-c',
      'touch "$0/sentinel.conf" && exec redis-server "$0/sentinel.conf" --sentinel "$@"',
      folder,
      ...['--port', String(port), '--bind', ON_THIS_MACHINE],
    ],
    isReady: () => answers({ host: ON_THIS_MACHINE, port }),
  });
  const client = connectRedis(`redis://${ON_THIS_MACHINE}:${port}`, 'set-up');
  const tell = (...words: readonly string[]): Promise<unknown> => client.call('SENTINEL', ...words);
  await becomesReady(client);
  await tell('MONITOR', MASTER, ON_THIS_MACHINE, String(master.address.port), String(quorum));
  await tell('SET', MASTER, 'down-after-milliseconds', String(DOWN_AFTER_MS));
  await tell('SET', MASTER, 'failover-timeout', String(FAILOVER_MS));
  client.disconnect();
  return Object.assign(own, { port });
};

/** The address of those who know where the log is, as REDIS_URL has it. */
export const sentinelUrl = (sentinels: readonly Sentinel[]): string =>
  `redis+sentinel://${sentinels.map(({ port }) => `${ON_THIS_MACHINE}:${port}`).join(',')}/${MASTER}`;

/** A durable Redis, two copies of it, and three Sentinels that agree on who takes over. */
export interface WatchedRedis extends AsyncDisposable {
  readonly url: string;
  readonly master: OwnRedis;
  [Symbol.asyncDispose](): Promise<void>;
}

const ask = async (port: number, command: string, ...values: readonly string[]): Promise<unknown> => {
  const client = connectRedis(`redis://${ON_THIS_MACHINE}:${port}`, 'ask');
  try {
    await becomesReady(client);
    return await client.call(command, ...values);
  } finally {
    client.disconnect();
  }
};

const countOf = async (port: number, what: 'REPLICAS' | 'SENTINELS'): Promise<number> => {
  const known = await ask(port, 'SENTINEL', what, MASTER);
  return Array.isArray(known) ? known.length : 0;
};

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await setTimeout(PAUSE_MS);
};

const copiesAt = async (port: number): Promise<number> =>
  String(await ask(port, 'INFO', 'replication')).split('state=online').length - 1;

const open = async (parts: OpenedParts): Promise<Omit<WatchedRedis, typeof Symbol.asyncDispose>> => {
  const args = ['--repl-diskless-sync-delay', '0'];
  const master = parts.add(await startOwnRedis({ durable: true, args }));
  const copy = [...args, '--replicaof', ON_THIS_MACHINE, String(master.address.port)];
  for (let started = 0; started < COPIES; started += 1)
    parts.add(await startOwnRedis({ durable: true, args: copy }));
  await until(async () => (await copiesAt(master.address.port)) === COPIES);
  const sentinels: Sentinel[] = [];
  for (let started = 0; started < SENTINELS; started += 1)
    sentinels.push(parts.add(await startSentinel(master, QUORUM)));
  for (const { port } of sentinels)
    await until(
      async () =>
        (await countOf(port, 'REPLICAS')) === COPIES && (await countOf(port, 'SENTINELS')) === SENTINELS - 1,
    );
  return { url: sentinelUrl(sentinels), master };
};

/** Resolves when both copies are whole, and every Sentinel knows of both and of the others. */
export const startWatchedRedis = async (): Promise<WatchedRedis> => {
  const parts = new OpenedParts();
  try {
    return { ...(await open(parts)), [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose]() };
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    throw error;
  }
};
