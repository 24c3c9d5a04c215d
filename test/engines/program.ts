import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from '@jest/globals';

/** Not on everybody's path, and where Debian has what root runs. */
const MORE_PLACES = ['/usr/sbin', '/sbin'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a program, or undefined where this machine hasn't got it. */
const findProgram = (name: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), ...MORE_PLACES]
    .map((folder) => join(folder, name))
    .find(isProgram);

/** Tests that need something real. Without it they are skipped visibly; in CI they fail. */
const describeWhere = (name: string, missing: string | undefined, tests: () => void): void => {
  if (missing === undefined) {
    describe(name, tests);
    return;
  }
  describe(`${name} (${missing})`, () => {
    const run = process.env['CI'] === 'true' ? it : it.skip;
    run('needs what is missing', () => {
      throw new Error(`${missing} In CI that is a failure.`);
    });
  });
};

/** Tests with programs that have to be there, by the Debian package each comes from. */
export const describeWithPrograms = (
  name: string,
  programs: Readonly<Record<string, string>>,
  tests: () => void,
): void => {
  const missing = Object.entries(programs).filter(([program]) => findProgram(program) === undefined);
  const told = missing.map(([program, debian]) => `no ${program}: apt-get install ${debian}.`);
  describeWhere(name, told.length === 0 ? undefined : told.join(' '), tests);
};
