import { isIP } from 'node:net';

const IPV4_GROUPS = 4;
const IPV6_GROUPS = 8;

/** How much of an address names a network: bytes of IPv4, groups of 16 bits of IPv6. */
export interface NetworkSize {
  readonly v4: number;
  readonly v6: number;
}

/** What one customer of a provider gets at least: counting single addresses would give an attacker 2^64 of them. */
export const CUSTOMER: NetworkSize = { v4: IPV4_GROUPS, v6: 4 };
/** What a household or an office has: the /24 of IPv4, the /48 of IPv6 (RFC 6177). */
export const SITE: NetworkSize = { v4: 3, v6: 3 };

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

/** An IPv4 address as it is, also where a socket of both families names it mapped into IPv6; undefined for others. */
export const plainIpv4 = (address: string): string | undefined => {
  const version = isIP(address);
  if (version !== 6) return version === 4 ? address : undefined;
  const groups = groupsOf(address);
  if (!isMapped(groups)) return undefined;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
};

/**
 * The network that an address is in: `203.0.113`, `2001:db8:1:2::/64`; of an IPv4 network as many bytes as `size`
 * says, the whole address if that is four; undefined for a text that is no address.
 */
export const networkOf = (address: string, size: NetworkSize): string | undefined => {
  const plain = plainIpv4(address);
  if (plain !== undefined) return plain.split('.').slice(0, size.v4).join('.');
  if (isIP(address) === 0) return undefined;
  const groups = groupsOf(address).slice(0, size.v6);
  return `${groups.map((group) => group.toString(16)).join(':')}::/${16 * size.v6}`;
};
