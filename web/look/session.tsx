import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, use, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { createSession, deleteSession, type Person } from '../../services/contracts/http/ordering.ts';
import { callRoute } from './api.ts';
import { createQueryClient } from './query-client.ts';
import { sessionStore } from './session-store.ts';

interface SessionValue {
  /** Who is signed in; undefined for nobody. */
  readonly person: Person | undefined;
  /** Why the last session ended, when it ended by itself. */
  readonly notice: string | undefined;
  /** @throws ProblemError when the account or the passcode is wrong, or after too many tries */
  readonly signIn: (accountId: string, passcode: string) => Promise<Person>;
  /** Signs out at once here; the service is told, but not waited for. */
  readonly signOut: () => void;
}

const SessionContext = createContext<SessionValue | undefined>(undefined);

const signIn = async (accountId: string, passcode: string): Promise<Person> => {
  const session = await callRoute(createSession, { body: { accountId, passcode } });
  sessionStore.begin(session);
  return session.account;
};

const signOut = (): void => {
  const token = sessionStore.read()?.token;
  if (!token) return;
  // A token that can't be given back now ends by itself.
  void callRoute(deleteSession).catch(() => undefined);
  sessionStore.end(token);
};

/** A cache of its own for each session: what one person saw is not for the next, nor what is still on its way. */
const SessionQueries = ({ children }: { readonly children: ReactNode }) => {
  const [queries] = useState(createQueryClient);
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
};

/** The session and the query cache that goes with it. */
export const SessionProvider = ({ children }: { readonly children: ReactNode }) => {
  const { session, notice } = useSyncExternalStore(sessionStore.subscribe, sessionStore.state);
  const person = session?.account;
  const value = useMemo(() => ({ person, notice, signIn, signOut }), [person, notice]);
  return (
    <SessionContext value={value}>
      <SessionQueries key={session?.token ?? 'nobody'}>{children}</SessionQueries>
    </SessionContext>
  );
};

/** Who is signed in, and how to change that. Only under a SessionProvider. */
export const useSession = (): SessionValue => {
  const value = use(SessionContext);
  if (!value) throw new Error('useSession needs a SessionProvider above it');
  return value;
};
