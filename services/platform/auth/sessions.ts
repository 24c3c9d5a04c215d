import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Person } from '../../contracts/http/ordering.ts';
import { accountId, role } from '../../contracts/primitives.ts';
import { AppError } from '../http/app-error.ts';
import type { TokenReader } from './authenticator.ts';
import { type Revocations, SESSION_SECONDS } from './revocations.ts';

const ALGORITHM = 'HS256';
const PARTIES = { issuer: 'relish', audience: 'relish' };

const claims = z.object({ sub: accountId, role, jti: z.uuid(), exp: z.int() });
type Claims = z.infer<typeof claims>;

interface SessionOptions {
  /** Signs the tokens; see `readOrMakeSecret`. */
  readonly secret: string;
  /** What was signed out stays signed out, after a restart too. */
  readonly revocations: Revocations;
  /** Milliseconds. */
  readonly now: () => number;
}

export interface Sessions {
  /** `expires` is an ISO 8601 instant. */
  issue(person: Pick<Person, 'accountId' | 'role'>): Promise<{ token: string; expires: string }>;
  /** Finds whose session a token is; undefined if it is forged, over or signed out. */
  readonly read: TokenReader;
  /**
   * Ends a session, durably.
   * @throws AppError 409 `not-a-session` for another kind of token, 503 `too-many-sign-outs` or `sign-outs-away`
   */
  revoke(token: string): Promise<void>;
}

/** Sessions as signed tokens (JWT, HS256) of 12 hours, and a list of those that were signed out before. */
export const createSessions = ({ secret, revocations, now }: SessionOptions): Sessions => {
  const key = new TextEncoder().encode(secret);

  const verify = async (token: string): Promise<Claims | undefined> => {
    try {
      const options = { ...PARTIES, algorithms: [ALGORITHM], currentDate: new Date(now()) };
      const { payload } = await jwtVerify(token, key, options);
      return claims.parse(payload);
    } catch {
      // Whatever is wrong with it, the token is worth nothing, and the caller learns no more than that.
      return undefined;
    }
  };

  return {
    async issue(person) {
      const issued = Math.floor(now() / 1000);
      const exp = issued + SESSION_SECONDS;
      const token = await new SignJWT({ role: person.role })
        .setProtectedHeader({ alg: ALGORITHM })
        .setSubject(person.accountId)
        .setIssuer(PARTIES.issuer)
        .setAudience(PARTIES.audience)
        .setJti(randomUUID())
        .setIssuedAt(issued)
        .setExpirationTime(exp)
        .sign(key);
      return { token, expires: new Date(exp * 1000).toISOString() };
    },
    async read(token) {
      const session = await verify(token);
      if (!session || revocations.has(session.jti)) return undefined;
      return { id: session.sub, role: session.role };
    },
    async revoke(token) {
      const session = await verify(token);
      if (!session)
        throw new AppError(
          409,
          'not-a-session',
          'Only a session can be signed out, not a token set at start.',
        );
      await revocations.add(session);
    },
  };
};
