import { createHmac } from 'node:crypto';
import type { EventOf } from '../../contracts/events.ts';
import { networkOf, plainIpv4, SITE } from '../addresses/network-of.ts';

type Origin = NonNullable<EventOf<'order.placed'>['data']['origin']>;

/** Where a request came from: in clear as it comes in, as keyed hashes once hashed. */
export type OriginHasher = (origin: Origin) => Origin;

/** 128 bits: no two origins meet, and the log stays small. */
const HEX_DIGITS = 32;

/**
 * Hashes origins with a secret, so that the log tells same from different but never whence. One address gives
 * one hash wherever it comes in, and never that of a device with the same name.
 * @param secret of the data folder; see `readOrMakeSecret`
 */
export const createOriginHasher = (secret: string): OriginHasher => {
  const hash = (kind: string, value: string): string =>
    createHmac('sha256', secret).update(`${kind}\0${value}`).digest('hex').slice(0, HEX_DIGITS);
  return ({ address, device }) => {
    const network = address === undefined ? undefined : networkOf(address, SITE);
    return {
      ...(address !== undefined && { address: hash('address', plainIpv4(address) ?? address) }),
      ...(network !== undefined && { network: hash('network', network) }),
      ...(device !== undefined && { device: hash('device', device) }),
    };
  };
};
