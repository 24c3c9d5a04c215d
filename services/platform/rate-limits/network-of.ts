import { isIP } from 'node:net';

const IPV6_GROUPS = 8;
/** What one customer of a provider gets at least: counting single addresses would give an attacker 2^64 of them. */
const CUSTOMER_GROUPS = 4;

/** The eight groups of an IPv6 address, as numbers. */
const groupsOf = (address: string): readonly number[] => {
  // The URL parser writes every spelling of an address in one way, dotted endings too.
  const canonical = new URL(`http://[${address.split('%')[0] ?? ''}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = canonical.split('::').map((part) =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => parseInt(group, 16)),
  );
  return [...head, ...Array<number>(IPV6_GROUPS - head.length - tail.length).fill(0), ...tail];
};

const isMapped = (groups: readonly number[]): boolean =>
  groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;

/**
 * What a rate limit by address counts: an IPv4 address as it is (mapped into IPv6 or not), the /64 network of
 * an IPv6 address, `unknown` for anything else.
 */
export const networkOf = (address: string | undefined): string => {
  const version = isIP(address ?? '');
  if (!address || version === 0) return 'unknown';
  if (version === 4) return address;
  const groups = groupsOf(address);
  if (isMapped(groups)) {
    const [high = 0, low = 0] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  }
  const network = groups.slice(0, CUSTOMER_GROUPS).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
};
