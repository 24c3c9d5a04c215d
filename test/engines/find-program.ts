import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a program on the PATH, or in one of `otherFolders`. */
export const findProgram = (name: string, otherFolders: readonly string[] = []): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...otherFolders]
    .map((folder) => join(folder, name))
    .find(isProgram);
