import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPasscode, QUICK } from '../../services/ordering/accounts/passcode.ts';
import { OpenedParts } from '../../services/relish/launch/opened-parts.ts';
import { startRelish } from '../e2e/relish-process.ts';
import { startOwnRedis } from '../engines/redis-server.ts';
import { type Door, ShopError } from './shop.ts';

export const PASSCODE = 'relish';
const UNLIMITED = '1000000';
/** Nobody should meet the limits: what they do to a crowd is another test's. */
export const WITHOUT_LIMITS = {
  RELISH_SESSIONS_PER_MINUTE: UNLIMITED,
  RELISH_ORDERS_PER_MINUTE: UNLIMITED,
  RELISH_ADDRESS_PER_MINUTE: UNLIMITED,
  RELISH_LISTS_PER_MINUTE: UNLIMITED,
} as const;
/** After the last that is fetched: what nobody fetches runs out within the run, and lets go of its food. */
const PATIENCE_SECONDS = 20;

export interface OwnRelish extends AsyncDisposable {
  /** One a replica. */
  readonly urls: readonly string[];
  readonly door: Door;
}

interface Wanted {
  readonly people: number;
  /** The longest that an order waits for its pick-up, in milliseconds. */
  readonly longestPickup: number;
  /** Processes: one has the embedded log, more than one share a Redis that writes each append to the disk. */
  readonly replicas: number;
}

/** People who can sign in, all with one quick hash: thousands of strong ones would take longer than the hour. */
export const writePeople = async (folder: string, count: number): Promise<readonly string[]> => {
  const passcodeHash = await hashPasscode(PASSCODE, QUICK);
  const people = Array.from({ length: count }, (_, index) => ({
    accountId: `load-${String(index + 1).padStart(6, '0')}`,
    name: `Guest ${index + 1}`,
    role: 'customer',
    passcodeHash,
  }));
  await writeFile(join(folder, 'people.json'), JSON.stringify(people), { mode: 0o600 });
  return people.map(({ accountId }) => accountId);
};

/** Waits for the end that it asks for. @throws ShopError if Relish ends badly */
const startOne = async (
  environment: Readonly<Record<string, string>>,
  parts: OpenedParts,
): Promise<string> => {
  const relish = startRelish(environment, { ownGroup: true });
  parts.add({
    async [Symbol.asyncDispose]() {
      relish.kill('SIGTERM');
      const code = await relish.ended;
      if (code !== 0) throw new ShopError(`Relish ended with ${code}:\n${relish.output()}`);
    },
  });
  return relish.url;
};

const makeFolder = async (parts: OpenedParts): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-load-'));
  parts.add({ [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) });
  return folder;
};

/** What all replicas have in common. */
const settingsOf = ({ longestPickup }: Wanted, redisUrl: string | undefined): Record<string, string> => ({
  RELISH_DEMO: 'on',
  RELISH_DEMO_PASSCODE: PASSCODE,
  ...WITHOUT_LIMITS,
  RELISH_PICKUP_SECONDS: String(Math.ceil(longestPickup / 1_000) + PATIENCE_SECONDS),
  RELISH_SESSION_SECRET: randomBytes(32).toString('hex'),
  RELISH_ORIGIN_SECRET: randomBytes(32).toString('hex'),
  ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
});

const start = async (wanted: Wanted, parts: OpenedParts): Promise<Omit<OwnRelish, keyof AsyncDisposable>> => {
  const redis = wanted.replicas > 1 ? parts.add(await startOwnRedis({ durable: true })) : undefined;
  const settings = settingsOf(wanted, redis?.url);
  const urls: string[] = [];
  let accountIds: readonly string[] = [];
  // One after the other: the first puts the demo on the log.
  while (urls.length < wanted.replicas) {
    const folder = await makeFolder(parts);
    accountIds = await writePeople(folder, wanted.people);
    urls.push(await startOne({ ...settings, RELISH_DATA: folder }, parts));
  }
  return { urls, door: { accountIds, passcode: PASSCODE } };
};

/** Starts a Relish on free ports, in temporary folders that are gone when it is disposed of. */
export const startOwnRelish = async (wanted: Wanted): Promise<OwnRelish> => {
  const parts = new OpenedParts();
  try {
    return { ...(await start(wanted, parts)), [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose]() };
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    throw error;
  }
};
