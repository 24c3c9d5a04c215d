import type { z } from 'zod';
import type { addPerson, listPeople, Person } from '../../contracts/http/ordering.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { checkPasscode, hashPasscode, NOBODYS_HASH, QUICK, type PasscodeCost } from './passcode.ts';
import type { PeopleFile, PersonEntry } from './people-file.ts';
import { createTurnstile } from '../admission/turnstile.ts';

type NewPerson = z.output<NonNullable<(typeof addPerson)['body']>>;

export interface People {
  find(accountId: string): Person | undefined;
  /** The name, or the id of somebody who can't sign in here. */
  nameOf(accountId: string): string;
  /** Undefined for a wrong passcode and for an unknown account alike, in the same time. */
  check(accountId: string, passcode: string): Promise<Person | undefined>;
  /** @throws AppError 409 `account-exists` */
  add(person: NewPerson): Promise<Person>;
  /** By accountId; the cursor is that of the last one seen. */
  page(query: QueryOf<typeof listPeople>): ReplyOf<typeof listPeople>;
}

interface PeopleOptions {
  readonly file: PeopleFile;
  /** Simulated people from code and the passcode they share; they are never written to the file. */
  readonly demo?: { readonly people: readonly Person[]; readonly passcode: string };
  /** Of the passcodes of those who are added; for tests. */
  readonly cost?: PasscodeCost;
}

const toPerson = ({ accountId, name, role }: PersonEntry): Person => ({ accountId, name, role });

const byId = (entries: readonly PersonEntry[]): Map<string, PersonEntry> =>
  new Map(entries.map((entry) => [entry.accountId, entry]));

/** One hash for all, and a quick one: it is never written, and the start doesn't wait. */
const simulate = async (demo: PeopleOptions['demo']): Promise<PersonEntry[]> => {
  if (!demo) return [];
  const passcodeHash = await hashPasscode(demo.passcode, QUICK);
  return demo.people.map((person) => ({ ...person, passcodeHash }));
};

const pageOf = (
  sorted: readonly Person[],
  { search = '', limit, cursor = '' }: QueryOf<typeof listPeople>,
): ReplyOf<typeof listPeople> => {
  const term = search.toLowerCase();
  const found = sorted.filter(
    ({ accountId, name }) => accountId.toLowerCase().includes(term) || name.toLowerCase().includes(term),
  );
  const rest = found.filter(({ accountId }) => accountId > cursor);
  const rows = rest.slice(0, limit);
  const last = rows.at(-1);
  return { rows, total: found.length, ...(last && rest.length > limit && { next: last.accountId }) };
};

/** Who can sign in: the people of the file, and where the demo is on the simulated ones besides. */
export const createPeople = async ({ file, demo, cost }: PeopleOptions): Promise<People> => {
  const real = byId(await file.read());
  const simulated = byId(await simulate(demo));
  const writing = createTurnstile({ atOnce: 1, waiting: 100 });
  let sorted: readonly Person[] | undefined;

  const entryOf = (accountId: string): PersonEntry | undefined =>
    real.get(accountId) ?? simulated.get(accountId);

  const refuseIfKnown = (accountId: string): void => {
    if (!entryOf(accountId)) return;
    throw new AppError(409, 'account-exists', 'Somebody has this account already: take another id.');
  };

  const write = (added: PersonEntry): Promise<void> =>
    writing(async () => {
      refuseIfKnown(added.accountId);
      await file.write([...real.values(), added]);
      real.set(added.accountId, added);
      sorted = undefined;
    });

  const find = (accountId: string): Person | undefined => {
    const entry = entryOf(accountId);
    return entry && toPerson(entry);
  };

  return {
    find,
    nameOf: (accountId) => entryOf(accountId)?.name ?? accountId,
    async check(accountId, passcode) {
      const right = await checkPasscode(passcode, entryOf(accountId)?.passcodeHash ?? NOBODYS_HASH);
      return right ? find(accountId) : undefined;
    },
    async add({ passcode, ...person }) {
      refuseIfKnown(person.accountId);
      await write({ ...person, passcodeHash: await hashPasscode(passcode, cost) });
      return person;
    },
    page(query) {
      sorted ??= [...new Map([...simulated, ...real]).values()]
        .map(toPerson)
        .sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
      return pageOf(sorted, query);
    },
  };
};
