import { isIPv4, isIPv6 } from 'node:net';

/** A household or an office has its /24 of IPv4, or its /48 of IPv6 (RFC 6177). */
const V4_PARTS = 3;
const V6_GROUPS = 3;
const ALL_V6_GROUPS = 8;

const groupsOf = (text: string | undefined): readonly string[] => (text ? text.split(':') : []);

/** How many 16-bit groups are written there: an IPv4 address at the end stands for two. */
const lengthOf = (groups: readonly string[]): number =>
  groups.length + (groups.at(-1)?.includes('.') === true ? 1 : 0);

const prefixOfV6 = (address: string): string => {
  const [head, tail] = address.split('::');
  const first = groupsOf(head);
  const last = groupsOf(tail);
  const zeros = Math.max(0, ALL_V6_GROUPS - lengthOf(first) - lengthOf(last));
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last];
  return groups
    .slice(0, V6_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/** The network that a plain IP address is in, `203.0.113` or `2001:db8:1`; undefined for any other text. */
export const networkOf = (address: string): string | undefined => {
  if (isIPv4(address)) return address.split('.').slice(0, V4_PARTS).join('.');
  return isIPv6(address) ? prefixOfV6(address) : undefined;
};
