import type { RedisEntries } from '../../platform/redis/redis-entries.ts';
import { type PeopleStore, personEntry, type PersonEntry } from './people-store.ts';

const parse = (text: string): PersonEntry => {
  try {
    return personEntry.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error("What the replicas share about people can't be read: restore it from a backup.", {
      cause,
    });
  }
};

/**
 * People whom all replicas know. Those of this machine's file, if there is one, are added at start: so a file that is
 * mounted says who the first ones are.
 */
export const openReplicatedPeople = async (
  entries: RedisEntries,
  file: PeopleStore,
): Promise<PeopleStore> => {
  let known = 0;
  const add = (added: PersonEntry) => entries.addIfAbsent(added.accountId, JSON.stringify(added));
  for (const person of await file.read()) await add(person);
  return {
    async read() {
      const people = (await entries.all()).map(parse);
      known = people.length;
      return people;
    },
    hasNews: async () => (await entries.count()) !== known,
    add,
  };
};
