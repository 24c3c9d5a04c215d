import { connect } from 'node:net';
import { EngineMissing } from './engine-missing.ts';
import { findProgram } from './find-program.ts';
import { freePort, ON_THIS_MACHINE } from './free-port.ts';
import { type Controls, startOwnProcess } from './own-process.ts';

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

/** A Redis to use. Others may use it, too: names of keys should be a test's own. */
export interface RunningRedis extends AsyncDisposable {
  /** As `REDIS_URL` has it. */
  readonly url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A Redis that only the test knows, which it may stop, kill and fill. */
export interface OwnRedis extends RunningRedis, Controls {
  [Symbol.asyncDispose](): Promise<void>;
  readonly address: RedisAddress;
}

interface RedisOptions {
  /** Each write is on the disk before it is answered (append-only file, fsync always); otherwise it keeps nothing. */
  readonly durable?: boolean;
  /** More of the command line, such as `['--maxmemory', '10mb']`; what is said last counts. */
  readonly args?: readonly string[];
}

const PROGRAM = 'redis-server';
const PATIENCE_MS = 1_000;
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];
const VOLATILE = ['--appendonly', 'no'];
const given = (): string => process.env['REDIS_URL'] ?? '';

/** Whether it takes commands: one that loads its file, or wants a password first, is there but answers `-`. */
export const answers = ({ host, port }: Pick<RedisAddress, 'host' | 'port'>): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const settle = (found: boolean): void => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (text) => settle(/^(\+PONG|-NOAUTH|-NOPERM)/.test(text.toString())));
    socket.once('close', () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });

/**
 * A `redis-server` from the PATH on a free port.
 * @throws EngineMissing
 */
export const startOwnRedis = async ({ durable = false, args = [] }: RedisOptions = {}): Promise<OwnRedis> => {
  const program = findProgram(PROGRAM);
  if (program === undefined) throw new EngineMissing('no redis-server');
  const address = { host: ON_THIS_MACHINE, port: await freePort(), password: '' };
  const options = ['--bind', address.host, '--port', String(address.port), '--save', ''];
  const own = await startOwnProcess('redis', {
    program,
    argumentsFor: (folder) => [...options, '--dir', folder, ...(durable ? DURABLE : VOLATILE), ...args],
    isReady: () => answers(address),
  });
  return Object.assign(own, { address, url: `redis://${address.host}:${address.port}` });
};

/**
 * The Redis at `REDIS_URL`, else one of its own with these options, which ends with what is returned.
 * @throws EngineMissing
 */
export const startRedis = (options: RedisOptions = {}): Promise<RunningRedis> =>
  given() === ''
    ? startOwnRedis(options)
    : Promise.resolve({ url: given(), [Symbol.asyncDispose]: async () => {} });

/**
 * What `url` names, for a client that takes no URL and knows one server only.
 * @throws EngineMissing if it is no such server, or nobody answers there
 */
export const addressOf = async ({ url }: RunningRedis): Promise<RedisAddress> => {
  const { hostname, port, password, protocol } = new URL(url);
  if (protocol !== 'redis:') throw new EngineMissing(`its client doesn't know ${protocol}//`);
  const address = { host: hostname, port: Number(port || '6379'), password: decodeURIComponent(password) };
  if (!(await answers(address))) throw new EngineMissing('no Redis at REDIS_URL');
  return address;
};

/** What is missing for `startRedis`, or for one's own; undefined if nothing is. */
export const whyNoRedis = (which: 'any' | 'own'): string | undefined =>
  (which === 'any' && given() !== '') || findProgram(PROGRAM) !== undefined
    ? undefined
    : 'no redis-server on the PATH: install it';
