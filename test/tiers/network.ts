import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../engines/find-program.ts';
import { firewall, type Host, HOSTS, hostNames } from './plan.ts';

const PREFIX = 'relish';
/** Begins the name of a run's folder; then comes its pid. */
export const FOLDER = 'relish-tiers-';
const ROOTS = ['/usr/sbin', '/sbin'];
const NAMESPACES = '/run/netns';
/** What every host takes for its way out: the router's end of its wire. */
const GATEWAY = '169.254.1.1';

const run = (program: string, args: readonly string[], input = ''): void => {
  const { status, stderr } = spawnSync(findProgram(program, ROOTS) ?? program, args, {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
};
const ip = (...args: readonly string[]): void => run('ip', args);

const namesHere = (): readonly string[] => {
  try {
    return readdirSync(NAMESPACES);
  } catch {
    return [];
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** With a namespace go its wires, addresses and rules. */
const remove = (names: readonly string[]): void => {
  for (const name of names) spawnSync(findProgram('ip', ROOTS) ?? 'ip', ['netns', 'del', name]);
};

/** Of a run whose process is gone: it was killed, and nobody removed them. */
const isLeftOver = (name: string): boolean => {
  const [, pid] = /^relish-(?:tiers-)?(\d+)-/.exec(name) ?? [];
  return pid !== undefined && !isAlive(Number(pid));
};

const removeLeftovers = (): void => {
  remove(namesHere().filter(isLeftOver));
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(FOLDER) && isLeftOver(one)))
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
};

/** A network of namespaces; gone with all that is in it when disposed of, or when this process ends. */
export interface Network extends Disposable {
  namespaceOf(host: Host): string;
}

const connect = (router: string, namespace: string, host: Host): void => {
  const address = `${HOSTS[host]}/32`;
  ip('link', 'add', 'eth0', 'netns', namespace, 'type', 'veth', 'peer', 'name', host, 'netns', router);
  ip('-n', router, 'addr', 'add', `${GATEWAY}/32`, 'dev', host);
  ip('-n', router, 'link', 'set', host, 'up');
  ip('-n', router, 'route', 'add', address, 'dev', host);
  ip('-n', namespace, 'addr', 'add', address, 'dev', 'eth0');
  ip('-n', namespace, 'link', 'set', 'lo', 'up');
  ip('-n', namespace, 'link', 'set', 'eth0', 'up');
  ip('-n', namespace, 'route', 'add', GATEWAY, 'dev', 'eth0', 'scope', 'link');
  ip('-n', namespace, 'route', 'add', 'default', 'via', GATEWAY, 'dev', 'eth0');
};

/**
 * Builds the network of the plan: a namespace a host, and a router between them that knows who may call whom. Nothing
 * of it is connected to the machine's own network.
 * @throws Error where namespaces or nftables may not be used
 */
export const openNetwork = (): Network => {
  removeLeftovers();
  const nameOf = (host: string): string => `${PREFIX}-${process.pid}-${host}`;
  const router = nameOf('router');
  const names = [router, ...hostNames.map(nameOf)];
  const dispose = (): void => {
    process.off('exit', dispose);
    remove(names);
  };
  process.once('exit', dispose);
  try {
    for (const name of names) ip('netns', 'add', name);
    // The rules come before the wires.
    ip('netns', 'exec', router, findProgram('sh') ?? 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
    run('ip', ['netns', 'exec', router, findProgram('nft', ROOTS) ?? 'nft', '-f', '-'], firewall());
    for (const host of hostNames) connect(router, nameOf(host), host);
  } catch (error) {
    dispose();
    throw error;
  }
  return { namespaceOf: nameOf, [Symbol.dispose]: dispose };
};
