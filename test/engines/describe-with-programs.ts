import { describeUnless } from './describe-with-engines.ts';
import { findProgram } from './find-program.ts';

/** What Debian has for root only is on no other path. */
const ROOTS = ['/usr/sbin', '/sbin'];

/** Tests with programs that have to be there, by the Debian package that each comes from. */
export const describeWithPrograms = (
  name: string,
  programs: Readonly<Record<string, string>>,
  tests: () => void,
): void => {
  const missing = Object.entries(programs)
    .filter(([program]) => findProgram(program, ROOTS) === undefined)
    .map(([program, debian]) => `no ${program}: apt-get install ${debian}`);
  describeUnless(missing.length > 0 ? missing.join(', ') : undefined, name, tests);
};
