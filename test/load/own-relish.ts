import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPasscode, QUICK } from '../../services/ordering/accounts/passcode.ts';
import { startRelish } from '../e2e/relish-process.ts';
import { type Door, ShopError } from './shop.ts';

const PASSCODE = 'relish';
/** Nobody should meet the limits: what they do to a crowd is another test's. */
const UNLIMITED = '1000000';
/** After the last that is fetched: what nobody fetches runs out within the run, and lets go of its food. */
const PATIENCE_SECONDS = 20;

export interface OwnRelish extends AsyncDisposable {
  readonly url: string;
  readonly door: Door;
}

interface Wanted {
  readonly people: number;
  /** The longest that an order waits for its pick-up, in milliseconds. */
  readonly longestPickup: number;
}

/** People who can sign in, all with one quick hash: thousands of strong ones would take longer than the hour. */
const writePeople = async (folder: string, count: number): Promise<readonly string[]> => {
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

/** Starts a Relish of one process on a free port, in a temporary folder that is gone when it is disposed of. */
export const startOwnRelish = async ({ people, longestPickup }: Wanted): Promise<OwnRelish> => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-load-'));
  const accountIds = await writePeople(folder, people);
  const relish = startRelish(
    {
      RELISH_DATA: folder,
      RELISH_DEMO: 'on',
      RELISH_DEMO_PASSCODE: PASSCODE,
      RELISH_SESSIONS_PER_MINUTE: UNLIMITED,
      RELISH_ORDERS_PER_MINUTE: UNLIMITED,
      RELISH_ADDRESS_PER_MINUTE: UNLIMITED,
      RELISH_LISTS_PER_MINUTE: UNLIMITED,
      RELISH_PICKUP_SECONDS: String(Math.ceil(longestPickup / 1_000) + PATIENCE_SECONDS),
    },
    { ownGroup: true },
  );
  const stop = async (): Promise<void> => {
    relish.kill('SIGTERM');
    const code = await relish.ended;
    await rm(folder, { recursive: true, force: true });
    if (code !== 0) throw new ShopError(`Relish ended with ${code}:\n${relish.output()}`);
  };
  try {
    const url = await relish.url;
    return { url, door: { accountIds, passcode: PASSCODE }, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};
