import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { makeSecrets } from '../../infra/secrets/make-secrets.ts';
import { findProgram } from '../engines/find-program.ts';
import { startOwnProcess } from '../engines/own-process.ts';
import { FOLDER, type Network, openNetwork } from './network.ts';
import { type Host, HOSTS, PORTS } from './plan.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('./', import.meta.url));
const ROOTS = ['/usr/sbin', '/sbin'];
/** What is of the place in redis.conf, not of the rules. */
const PLACED = /^(port|dir|aclfile) .*$/gm;
export const PASSCODE = 'of-the-three-tiers';
const run = promisify(execFile);

const replies = z.array(z.object({ status: z.number(), body: z.string() }));

export interface Visit {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The three tiers, up and ready. */
export interface Tiers extends AsyncDisposable {
  /** Of these doors (`address:port`), those that a knock from this host reaches. */
  reached(from: Host, doors: readonly string[]): Promise<readonly string[]>;
  /** What the edge answers to somebody out in the world. */
  visit(visits: readonly Visit[]): Promise<z.infer<typeof replies>>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What is missing for it, in a few words; undefined if nothing is. */
export const whyNoTiers = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const missing = ['ip', 'nft', 'caddy', 'redis-server'].filter(
    (program) => findProgram(program, ROOTS) === undefined,
  );
  if (findMinio() === undefined) missing.push('minio');
  return missing.length > 0 ? `no ${missing.join(', no ')}` : undefined;
};

const findMinio = () =>
  findProgram('minio', [join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'relish/bin')]);

interface Ground {
  readonly network: Network;
  /** Holds the secrets, the configuration and the edge's certificates. */
  readonly folder: string;
  readonly parts: AsyncDisposable[];
}

interface Program {
  readonly host: Host;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Asked on the host itself until it answers. */
  readonly ready: string;
}

const inside = ({ network }: Ground, host: Host, command: readonly string[]): readonly string[] => [
  ...['netns', 'exec', network.namespaceOf(host)],
  ...['sh', '-c', 'cd "$0" && exec "$@"', ROOT, ...command],
];

const start = async (ground: Ground, { host, command, environment = {}, ready }: Program): Promise<void> => {
  const program = findProgram('ip', ROOTS) ?? 'ip';
  const isReady = async (): Promise<boolean> => {
    // Asking is a process by itself, and takes time from what it waits for.
    const asked = inside(ground, host, ['sh', '-c', `sleep 0.3; ${ready}`]);
    return run(program, asked).then(
      () => true,
      () => false,
    );
  };
  ground.parts.push(
    await startOwnProcess(`tiers-${host}`, {
      program,
      argumentsFor: () => inside(ground, host, command),
      environmentFor: () => environment,
      isReady,
    }),
  );
};

const startRedis = (ground: Ground): Promise<void> => {
  const { folder } = ground;
  const configuration = join(folder, 'redis.conf');
  const text = readFileSync(join(ROOT, 'infra/redis/redis.conf'), 'utf8').replaceAll(PLACED, '');
  writeFileSync(configuration, `${text}\nport ${PORTS.redis}\ndir ${folder}\naclfile ${folder}/users.acl\n`);
  writeFileSync(join(folder, 'users.acl'), readFileSync(join(folder, 'secrets/redis-users')));
  const ping = `redis-cli --no-auth-warning -h ${HOSTS.redis} --user health --pass none ping | grep -q PONG`;
  // On all of its addresses, as in a container: protected mode and its users are what keeps others out.
  return start(ground, { host: 'redis', command: ['redis-server', configuration], ready: ping });
};

const startMinio = (ground: Ground): Promise<void> => {
  const secret = (name: string): string => join(ground.folder, 'secrets', name);
  const address = `${HOSTS.minio}:${PORTS.s3}`;
  return start(ground, {
    host: 'minio',
    command: [
      findMinio() ?? 'minio',
      'server',
      join(ground.folder, 'objects'),
      '--address',
      address,
      '--quiet',
    ],
    environment: {
      MINIO_ROOT_USER_FILE: secret('minio-root-user'),
      MINIO_ROOT_PASSWORD_FILE: secret('minio-root-password'),
      MINIO_BROWSER: 'off',
      MINIO_UPDATE: 'off',
    },
    ready: `node -e "fetch('http://${address}/minio/health/ready').then((r) => process.exit(r.ok ? 0 : 1))"`,
  });
};

const startService = (ground: Ground, host: Host, service: 'ordering' | 'recommender'): Promise<void> => {
  const secret = (name: string): string => join(ground.folder, 'secrets', name);
  const replica = host.endsWith('1') ? 'recommender-1' : 'recommender-2';
  return start(ground, {
    host,
    command: ['node', '--import', 'tsx/esm', 'services/relish/main.ts'],
    environment: {
      RELISH_SERVICE: service,
      HOST: HOSTS[host],
      PORT: String(PORTS.service),
      RELISH_DATA: join(ground.folder, host),
      RELISH_DEMO: 'on',
      RELISH_DEMO_PASSCODE: PASSCODE,
      RELISH_LOG_LEVEL: 'warn',
      RELISH_TRUST_PROXY: HOSTS.caddy,
      ...(service === 'ordering' && { RECOMMENDER_URL: `http://${HOSTS[replica]}:${PORTS.service}` }),
      REDIS_URL_FILE: secret(`redis-url-${service}`),
      RELISH_SERVICE_TOKEN_FILE: secret('service-token'),
      RELISH_ADMIN_TOKEN_FILE: secret('admin-token'),
      RELISH_SESSION_SECRET_FILE: secret('session-secret'),
      RELISH_ORIGIN_SECRET_FILE: secret('origin-secret'),
      RELISH_SIGNING_KEY_FILE: secret(`signing-key-${service}`),
    },
    ready: `PORT=${PORTS.service} HOST=${HOSTS[host]} node infra/health/is-ready.mjs`,
  });
};

const startCaddy = (ground: Ground): Promise<void> => {
  const replicas = (service: 'ordering' | 'recommender'): string =>
    [1, 2].map((index) => `${HOSTS[`${service}-${index === 1 ? 1 : 2}`]}:${PORTS.service}`).join(' ');
  return start(ground, {
    host: 'caddy',
    command: ['caddy', 'run', '--config', 'infra/caddy/Caddyfile', '--adapter', 'caddyfile'],
    environment: {
      XDG_DATA_HOME: ground.folder,
      XDG_CONFIG_HOME: ground.folder,
      RELISH_WEB: join(ROOT, '.build/web'),
      RELISH_HTTP_PORT: String(PORTS.http),
      RELISH_HTTPS_PORT: String(PORTS.https),
      RELISH_EDGE_PORT: String(PORTS.edge),
      RELISH_ORDERING: replicas('ordering'),
      RELISH_RECOMMENDER: replicas('recommender'),
    },
    // It listens before it has a certificate: only a handshake shows that it has one.
    ready: `node -e "require('tls').connect({ host: '127.0.0.1', port: ${PORTS.https}, servername: 'localhost', rejectUnauthorized: false }, () => process.exit(0)).on('error', () => process.exit(1))"`,
  });
};

const startAll = async (ground: Ground): Promise<void> => {
  makeSecrets(join(ground.folder, 'secrets'), `${HOSTS.redis}:${PORTS.redis}`);
  await Promise.all([startRedis(ground), startMinio(ground)]);
  // One after the other: the first ordering makes the simulated month, which the others find.
  await startService(ground, 'ordering-1', 'ordering');
  await startService(ground, 'ordering-2', 'ordering');
  await startService(ground, 'recommender-1', 'recommender');
  await startService(ground, 'recommender-2', 'recommender');
  await startCaddy(ground);
};

/**
 * The product's own three tiers on this machine: Caddy with the product's Caddyfile, two replicas of each service,
 * Redis with its configuration and users, MinIO; each on a host of its own, with a firewall between all of them.
 * @throws Error where namespaces may not be used, or one of them doesn't come up
 */
export const openTiers = async (): Promise<Tiers> => {
  const network = openNetwork();
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const ground: Ground = { network, folder, parts: [] };
  const dispose = async (): Promise<void> => {
    for (const part of ground.parts.reverse()) await part[Symbol.asyncDispose]();
    network[Symbol.dispose]();
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const runOn = async (host: Host, ...command: readonly string[]): Promise<unknown> => {
    const { stdout } = await run(findProgram('ip', ROOTS) ?? 'ip', inside(ground, host, command));
    return JSON.parse(stdout);
  };
  try {
    await startAll(ground);
  } catch (error) {
    await dispose();
    throw error;
  }
  const authority = join(folder, 'caddy/pki/authorities/local/root.crt');
  return {
    reached: async (from, doors) =>
      z.array(z.string()).parse(await runOn(from, 'node', join(HERE, 'knock.mjs'), JSON.stringify(doors))),
    visit: async (requests) => {
      const asked = { host: HOSTS.caddy, port: PORTS.https, authority, requests };
      return replies.parse(await runOn('world', 'node', join(HERE, 'visit.mjs'), JSON.stringify(asked)));
    },
    [Symbol.asyncDispose]: dispose,
  };
};
