import { join } from 'node:path';
import { realDataFolder } from '../../bench/real-data.ts';

/** The path of a file among the real data sets, also where there is none. */
export const realFile = (...path: readonly string[]): string =>
  join(realDataFolder() ?? '../shared/data', ...path);
