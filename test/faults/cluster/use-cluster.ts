import { afterAll, beforeAll } from '@jest/globals';
import { auditCluster, expectSound, inNumbers } from './audit.ts';
import { type ClusterOptions, type ShopCluster, startShopCluster } from './shop-cluster.ts';
import { startSteadyLunch, type SteadyLunch } from './steady-lunch.ts';

const START_MS = 180_000;
/** Orders a second. */
const RATE = 6;

interface Stage {
  readonly cluster: ShopCluster;
  readonly lunch: SteadyLunch;
  /** Ends the lunch, reads all of it back, and starts another. @returns what it came to, in a few words */
  expectSound(): Promise<string>;
}

/** One shop for the tests of a `describe`, in which people order all the time. */
export const useCluster = (options: ClusterOptions = {}): Stage => {
  let cluster: ShopCluster | undefined;
  let lunch: SteadyLunch | undefined;
  beforeAll(async () => {
    cluster = await startShopCluster(options);
    lunch = await startSteadyLunch(cluster, RATE);
  }, START_MS);
  afterAll(async () => {
    await lunch?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
  }, START_MS);
  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The shop is open only while tests run.');
    return part;
  };
  return {
    get cluster() {
      return there(cluster);
    },
    get lunch() {
      return there(lunch);
    },
    async expectSound() {
      const closed = there(lunch);
      await closed.close();
      const audit = await auditCluster(there(cluster), closed);
      expectSound(audit, 1);
      lunch = closed.again();
      return inNumbers(audit);
    },
  };
};
