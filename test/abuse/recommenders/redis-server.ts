import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

/** A Redis to use, or why there is none. */
export type Redis = AsyncDisposable & ({ readonly address: RedisAddress } | { readonly missing: string });

const PROGRAM = 'redis-server';
const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;
const ON_THIS_MACHINE = '127.0.0.1';
const nothing = async (): Promise<void> => {};

export const absentRedis = (missing: string): Redis => ({ missing, [Symbol.asyncDispose]: nothing });

const isThere = ({ host, port }: RedisAddress): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const settle = (found: boolean): void => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, ON_THIS_MACHINE);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('No port is free.');
  return address.port;
};

/** @returns whether it answers; false once it has ended or never came up */
const isUp = async (child: ChildProcess, address: RedisAddress): Promise<boolean> => {
  const until = performance.now() + PATIENCE_MS;
  while (child.exitCode === null && performance.now() < until) {
    if (await isThere(address)) return true;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
};

const startOwn = async (): Promise<Redis> => {
  const address = { host: ON_THIS_MACHINE, port: await freePort(), password: '' };
  const folder = await mkdtemp(join(tmpdir(), 'relish-redis-'));
  const options = ['--bind', address.host, '--port', String(address.port), '--dir', folder];
  const child = spawn(PROGRAM, [...options, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  const end = (): void => {
    child.kill();
    removeFolder();
  };
  process.once('exit', end);
  const failed = new Promise<false>((resolve) => child.once('error', () => resolve(false)));
  const dispose = async (): Promise<void> => {
    process.off('exit', end);
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    removeFolder();
  };
  if (await Promise.race([failed, isUp(child, address)])) return { address, [Symbol.asyncDispose]: dispose };
  await dispose();
  return absentRedis('no redis-server');
};

/** @throws TypeError if it is no URL */
const useGiven = async (url: string): Promise<Redis> => {
  const { hostname, port, password, protocol } = new URL(url);
  const address = { host: hostname, port: Number(port || '6379'), password: decodeURIComponent(password) };
  if (protocol !== 'redis:') return absentRedis(`its client doesn't know ${protocol}//`);
  return (await isThere(address))
    ? { address, [Symbol.asyncDispose]: nothing }
    : absentRedis('no Redis at REDIS_URL');
};

/**
 * The Redis at `url`, else a `redis-server` from the PATH on a free port, which keeps nothing and ends with what is
 * returned, or with this process.
 */
export const startRedis = (url = process.env['REDIS_URL']): Promise<Redis> =>
  url === undefined || url === '' ? startOwn() : useGiven(url);
