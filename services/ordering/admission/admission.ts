import type { Request } from 'express';
import type { Principal } from '../../platform/auth/authenticator.ts';
import type { Config } from '../../platform/config/config.ts';
import { networkKeyOf } from '../../platform/rate-limits/network-key-of.ts';
import type { CreateRateLimits } from '../../platform/rate-limits/rate-limits.ts';

/** Decides before the body is read; throws AppError 429 `too-many-requests`. */
export type Admit = (principal: Principal, request: Request) => Promise<void>;

export interface Admission {
  readonly signIn: Admit;
  /** Who tries passcodes from many networks meets this one. */
  signInAs(accountId: string): Promise<void>;
  readonly order: Admit;
  readonly cancel: Admit;
  /** Each list that goes out is written down: nobody may grow the log at will. */
  readonly list: Admit;
}

type Limits = Pick<
  Config,
  | 'RELISH_SESSIONS_PER_MINUTE'
  | 'RELISH_ORDERS_PER_MINUTE'
  | 'RELISH_ADDRESS_PER_MINUTE'
  | 'RELISH_LISTS_PER_MINUTE'
>;

/**
 * Who may come in how often: per account and per network, counted apart for sign-ins, orders and cancellations,
 * so that whoever has ordered too much can still cancel. `request.ip` honours X-Forwarded-For only from
 * trusted proxies.
 */
export const createAdmission = (config: Limits, createRateLimits: CreateRateLimits): Admission => {
  const byNetwork = (name: string): ((request: Request) => Promise<void>) => {
    const limits = createRateLimits({ name, perMinute: config.RELISH_ADDRESS_PER_MINUTE });
    return (request) => limits.consume(networkKeyOf(request.ip));
  };
  const byBoth = (name: string): Admit => {
    const network = byNetwork(`${name} from one network`);
    const account = createRateLimits({ name, perMinute: config.RELISH_ORDERS_PER_MINUTE });
    return async (principal, request) => {
      await network(request);
      await account.consume(principal.id);
    };
  };
  const signIns = byNetwork('sign-ins from one network');
  const signInsOfAccount = createRateLimits({
    name: 'sign-ins',
    perMinute: config.RELISH_SESSIONS_PER_MINUTE,
  });
  const lists = createRateLimits({ name: 'lists', perMinute: config.RELISH_LISTS_PER_MINUTE });
  return {
    signIn: (_, request) => signIns(request),
    signInAs: (accountId) => signInsOfAccount.consume(accountId),
    order: byBoth('orders'),
    cancel: byBoth('cancellations'),
    list: (principal) => lists.consume(principal.id),
  };
};
