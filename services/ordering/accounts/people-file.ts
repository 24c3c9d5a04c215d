import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hasErrorCode } from '../../platform/files/has-error-code.ts';
import { type PeopleStore, personEntry, type PersonEntry } from './people-store.ts';

const entries = z.array(personEntry);

/** Nobody, if there is no file yet. */
const readEntries = async (file: string): Promise<PersonEntry[]> => {
  try {
    return entries.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return [];
    throw new Error(`${file} can't be read: repair it, or remove it to start without people.`, {
      cause: error,
    });
  }
};

/**
 * `people.json` of the data folder, readable by its owner alone: for one process, which adds one after the other. After a
 * crash the file is the old or the new one.
 */
export const openPeopleFile = (folder: string): PeopleStore => {
  const file = path.join(folder, 'people.json');
  return {
    read: () => readEntries(file),
    hasNews: () => Promise.resolve(false),
    async add(added) {
      const people = await readEntries(file);
      if (people.some(({ accountId }) => accountId === added.accountId)) return false;
      const draft = `${file}.draft`;
      const text = `${JSON.stringify([...people, added], null, 2)}\n`;
      await writeFile(draft, text, { mode: 0o600, flush: true });
      await rename(draft, file);
      return true;
    },
  };
};
