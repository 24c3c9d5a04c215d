import {
  addPerson,
  createSession,
  deleteSession,
  getDemo,
  listPeople,
  readSession,
  type Person,
} from '../../contracts/http/ordering.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { Sessions } from '../../platform/auth/sessions.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { Admission } from '../admission/admission.ts';
import type { People } from './people.ts';

interface AccountDeps {
  readonly people: People;
  readonly sessions: Sessions;
  readonly admission: Admission;
  /** What the sign-in page may tell everybody. */
  readonly demo: ReplyOf<typeof getDemo>;
}

const bearerToken = (authorization: string | undefined): string => authorization?.split(' ')[1] ?? '';

const wrongCredentials = (): AppError =>
  new AppError(401, 'wrong-credentials', 'That account and passcode do not go together.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="relish"' },
  });

export const mountAccounts = (mount: Mount, { people, sessions, admission, demo }: AccountDeps): void => {
  mount(
    createSession,
    async ({ body }) => {
      await admission.signInAs(body.accountId);
      const account = await people.check(body.accountId, body.passcode);
      if (!account) throw wrongCredentials();
      return { ...(await sessions.issue(account)), account };
    },
    { admit: admission.signIn },
  );

  mount(readSession, ({ principal: { id, role } }): Person => ({
    accountId: id,
    name: people.nameOf(id),
    role,
  }));

  mount(deleteSession, async ({ request }) => {
    await sessions.revoke(bearerToken(request.headers.authorization));
    return undefined;
  });

  mount(getDemo, () => demo);

  mount(listPeople, async ({ query }) => {
    await people.refresh();
    return people.page(query);
  });

  mount(addPerson, ({ body }) => people.add(body));
};
