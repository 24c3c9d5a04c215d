import { z } from 'zod';
import { person } from '../../services/contracts/http/ordering.ts';
import { instant } from '../../services/contracts/primitives.ts';

/** Both apps are served from one origin: who signs in at / is signed in at /console too, in this tab. */
const KEY = 'relish.session';

const session = z.object({ token: z.string(), expires: instant, account: person });
export type Session = z.infer<typeof session>;

export interface SessionState {
  readonly session: Session | undefined;
  /** Why the last session ended, when the person didn't end it. */
  readonly notice: string | undefined;
}

const readStored = (): Session | undefined => {
  try {
    const parsed = session.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    return parsed.success && Date.parse(parsed.data.expires) > Date.now() ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};

const writeStored = (value: Session | undefined): void => {
  try {
    if (value) sessionStorage.setItem(KEY, JSON.stringify(value));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage can be forbidden: the session then lasts as long as the page.
  }
};

let state: SessionState | undefined;
const listeners = new Set<() => void>();

const current = (): SessionState => (state ??= { session: readStored(), notice: undefined });
const change = (session: Session | undefined, notice?: string): void => {
  state = { session, notice };
  writeStored(session);
  for (const listener of listeners) listener();
};

/** The session outside of React, so that the API client and the components see the same one. */
export const sessionStore = {
  state: current,
  read: (): Session | undefined => current().session,
  begin: (session: Session): void => change(session),
  /** Ends the session of `token`; one that began in the meantime stays. */
  end: (token: string, notice?: string): void => {
    if (current().session?.token === token) change(undefined, notice);
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
