import { z } from 'zod';
import { AppError } from '../http/app-error.ts';

/** How long a session lasts unless it is signed out before. */
export const SESSION_SECONDS = 12 * 3_600;
/** About 20 MB; sign-ins are limited, so an honest shop comes nowhere near. */
export const MAX_REVOKED = 200_000;

/** A session that was signed out: its id, and the second at which it would have ended by itself. */
export const revocation = z.object({ jti: z.uuid(), exp: z.int() });
export type Revocation = z.infer<typeof revocation>;

/**
 * The sessions that were signed out and are not over.
 * One exported contract suite (`test/contract/revocations-contract.ts`) runs against every adapter.
 */
export interface Revocations {
  /** Asked for each request, so it is answered from memory. */
  has(jti: string): boolean;
  /** Durable when it resolves. @throws AppError 503 `too-many-sign-outs`, or `sign-outs-away` */
  add(revoked: Revocation): Promise<void>;
}

export const tooManySignOuts = (): AppError =>
  new AppError(503, 'too-many-sign-outs', 'Too many people signed out today: try again later.', {
    headers: { 'Retry-After': '600' },
  });
