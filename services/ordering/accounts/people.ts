import type { z } from 'zod';
import type { addPerson, listPeople, Person } from '../../contracts/http/ordering.ts';
import type { QueryOf, ReplyOf } from '../../contracts/http/route.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { checkPasscode, hashPasscode, NOBODYS_HASH, QUICK, type PasscodeCost } from './passcode.ts';
import type { PeopleStore, PersonEntry } from './people-store.ts';
import { createTurnstile } from '../admission/turnstile.ts';

type NewPerson = z.output<NonNullable<(typeof addPerson)['body']>>;

export interface People {
  find(accountId: string): Person | undefined;
  /** The name; the id of somebody who can't sign in here, or was added elsewhere and isn't known here yet. */
  nameOf(accountId: string): string;
  /** Undefined for a wrong passcode and for an unknown account alike, in the same time. */
  check(accountId: string, passcode: string): Promise<Person | undefined>;
  /** @throws AppError 409 `account-exists` */
  add(person: NewPerson): Promise<Person>;
  /** By accountId; the cursor is that of the last one seen. */
  page(query: QueryOf<typeof listPeople>): ReplyOf<typeof listPeople>;
  /** Gets to know who was added elsewhere. */
  refresh(): Promise<void>;
}

interface PeopleOptions {
  readonly store: PeopleStore;
  /** Simulated people from code and the passcode they share; they are never written to the store. */
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

/** Who can sign in: the people of the store, and where the demo is on the simulated ones besides. */
export const createPeople = async ({ store, demo, cost }: PeopleOptions): Promise<People> => {
  let real = byId(await store.read());
  const simulated = byId(await simulate(demo));
  const inTurn = createTurnstile({ atOnce: 1, waiting: 100 });
  let sorted: readonly Person[] | undefined;

  const entryOf = (accountId: string): PersonEntry | undefined =>
    real.get(accountId) ?? simulated.get(accountId);

  const accountExists = (): AppError =>
    new AppError(409, 'account-exists', 'Somebody has this account already: take another id.');

  const write = (added: PersonEntry): Promise<void> =>
    inTurn(async () => {
      if (!(await store.add(added))) throw accountExists();
      real.set(added.accountId, added);
      sorted = undefined;
    });

  const readNews = async (): Promise<void> => {
    if (!(await store.hasNews())) return;
    real = byId(await store.read());
    sorted = undefined;
  };
  let refreshing: Promise<void> | undefined;
  /** One at a time for all who ask: where the store is slow, nobody waits for more than that one. */
  const refresh = (): Promise<void> =>
    (refreshing ??= inTurn(readNews).finally(() => {
      refreshing = undefined;
    }));

  const find = (accountId: string): Person | undefined => {
    const entry = entryOf(accountId);
    return entry && toPerson(entry);
  };

  return {
    find,
    nameOf(accountId) {
      const entry = entryOf(accountId);
      if (!entry) void refresh().catch(() => undefined);
      return entry?.name ?? accountId;
    },
    async check(accountId, passcode) {
      // For everybody: who is known must not be told apart by the time that it takes, nor by a failure.
      await refresh().catch(() => undefined);
      const right = await checkPasscode(passcode, entryOf(accountId)?.passcodeHash ?? NOBODYS_HASH);
      return right ? find(accountId) : undefined;
    },
    async add({ passcode, ...person }) {
      if (entryOf(person.accountId)) throw accountExists();
      await write({ ...person, passcodeHash: await hashPasscode(passcode, cost) });
      return person;
    },
    page(query) {
      sorted ??= [...new Map([...simulated, ...real]).values()]
        .map(toPerson)
        .sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
      return pageOf(sorted, query);
    },
    refresh,
  };
};
