import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { person } from '../../contracts/http/ordering.ts';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import { isPasscodeHash } from './passcode.ts';

const entry = person.extend({ passcodeHash: z.string().refine(isPasscodeHash, 'not a passcode hash') });
const entries = z.array(entry);
export type PersonEntry = z.infer<typeof entry>;

export interface PeopleFile {
  /** Nobody, if there is no file yet. @throws Error naming what is wrong with it */
  read(): Promise<PersonEntry[]>;
  /** Replaces the whole: after a crash the file is the old or the new one. */
  write(people: readonly PersonEntry[]): Promise<void>;
}

/** `people.json` of the data folder: who can sign in, with passcode hashes; readable by its owner alone. */
export const openPeopleFile = (folder: string): PeopleFile => {
  const file = path.join(folder, 'people.json');
  return {
    async read() {
      try {
        return entries.parse(JSON.parse(await readFile(file, 'utf8')));
      } catch (error) {
        if (hasErrorCode(error, 'ENOENT')) return [];
        throw new Error(`${file} can't be read: repair it, or remove it to start without people.`, {
          cause: error,
        });
      }
    },
    async write(people) {
      const draft = `${file}.draft`;
      await writeFile(draft, `${JSON.stringify(people, null, 2)}\n`, { mode: 0o600, flush: true });
      await rename(draft, file);
    },
  };
};
