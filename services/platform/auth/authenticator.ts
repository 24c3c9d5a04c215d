import { hash, timingSafeEqual } from 'node:crypto';
import type { Author, Role } from '../../contracts/primitives.ts';
import { AppError } from '../http/app-error.ts';

/** Who is asking. The same shape that goes to the log as the author of an act. */
export type Principal = Author;

/** Finds the principal of a bearer token; undefined if the token is worth nothing. */
export type TokenReader = (token: string) => Promise<Principal | undefined>;

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Reads one fixed token; compares digests in constant time. */
export const staticToken = (secret: string, principal: Principal): TokenReader => {
  const expected = digest(secret);
  return (token) => Promise.resolve(timingSafeEqual(digest(token), expected) ? principal : undefined);
};

export interface Authenticator {
  /**
   * @param authorization the Authorization header
   * @throws AppError 401 without a valid token, 403 with the wrong role
   */
  require(authorization: string | undefined, roles: readonly Role[]): Promise<Principal>;
}

const unauthorized = (detail: string): AppError =>
  new AppError(401, 'unauthorized', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="relish"' } });

export const createAuthenticator = (readers: readonly TokenReader[]): Authenticator => ({
  async require(authorization, roles) {
    const token = /^Bearer ([^\s]{1,4096})$/i.exec(authorization ?? '')?.[1];
    if (!token) throw unauthorized('Send a token: `Authorization: Bearer …`.');
    for (const read of readers) {
      const principal = await read(token);
      if (!principal) continue;
      if (roles.includes(principal.role)) return principal;
      throw new AppError(
        403,
        'forbidden',
        `This needs the role ${roles.join(' or ')}; you are ${principal.role}.`,
      );
    }
    throw unauthorized('The token is not valid, or no longer: sign in again.');
  },
});
