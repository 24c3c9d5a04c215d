import { describe, it } from '@jest/globals';
import { EngineMissing } from './engine-missing.ts';
import { whyNoMinio } from './minio-server.ts';
import { whyNoRedis } from './redis-server.ts';

/** Skips visibly what can't be tested here; in CI it fails. @param missing in a few words; undefined if nothing is */
export const describeUnless = (missing: string | undefined, name: string, tests: () => void): void => {
  if (missing === undefined) {
    describe(name, tests);
    return;
  }
  describe(`${name} (${missing})`, () => {
    const run = process.env['CI'] === 'true' ? it : it.skip;
    run('needs its engine', () => {
      throw new EngineMissing(`${missing}, and in CI that is a failure.`);
    });
  });
};

/** Tests on `startRedis`. Without a Redis they are skipped visibly; in CI they fail. The same goes for those below. */
export const describeWithRedis = (name: string, tests: () => void): void =>
  describeUnless(whyNoRedis('any'), name, tests);

/** Tests on `startOwnRedis`. */
export const describeWithOwnRedis = (name: string, tests: () => void): void =>
  describeUnless(whyNoRedis('own'), name, tests);

/** Tests on `startMinio`. */
export const describeWithMinio = (name: string, tests: () => void): void =>
  describeUnless(whyNoMinio('any'), name, tests);

/** Tests on `startOwnMinio`. */
export const describeWithOwnMinio = (name: string, tests: () => void): void =>
  describeUnless(whyNoMinio('own'), name, tests);
