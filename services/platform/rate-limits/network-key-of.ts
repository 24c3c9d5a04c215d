import { CUSTOMER, networkOf } from '../addresses/network-of.ts';

/**
 * What a rate limit by address counts: an IPv4 address as it is (mapped into IPv6 or not), the /64 network of
 * an IPv6 address, `unknown` for anything else.
 */
export const networkKeyOf = (address: string | undefined): string =>
  (address === undefined ? undefined : networkOf(address, CUSTOMER)) ?? 'unknown';
