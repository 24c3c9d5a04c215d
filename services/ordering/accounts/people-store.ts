import { z } from 'zod';
import { person } from '../../contracts/http/ordering.ts';
import { isPasscodeHash } from './passcode.ts';

/** Somebody who can sign in, with the hash of the passcode. */
export const personEntry = person.extend({
  passcodeHash: z.string().refine(isPasscodeHash, 'not a passcode hash'),
});
export type PersonEntry = z.infer<typeof personEntry>;

/** Where those who can sign in are kept. Nobody is ever changed or taken out. */
export interface PeopleStore {
  /** Everybody. @throws Error naming what is wrong with it */
  read(): Promise<readonly PersonEntry[]>;
  /** Whether somebody was added elsewhere since `read`. */
  hasNews(): Promise<boolean>;
  /** Durable when it resolves. False if somebody has the account. */
  add(added: PersonEntry): Promise<boolean>;
}
