import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The folder with the real data sets, or undefined where there is none. `RELISH_TEST_DATA` names another. */
export const realDataFolder = (): string | undefined => {
  const folder = resolve(process.env['RELISH_TEST_DATA'] ?? '../shared/data');
  return existsSync(folder) ? folder : undefined;
};
