import type { EventOf, RelishEvent } from '../../../services/contracts/events.ts';
import { createOriginHasher } from '../../../services/platform/auth/origin.ts';
import { seeded } from '../../builders/seeded.ts';
import type { Parameters } from './attack.ts';

export type Origin = NonNullable<EventOf<'order.placed'>['data']['origin']>;

/** Whence an attacker orders. Devices are what a client says: each of his accounts names its own. */
export const ORIGIN_PLANS = ['one-address', 'one-network', 'botnet', 'none'] as const;
export type OriginPlan = (typeof ORIGIN_PLANS)[number];
export const ORIGIN_CHOICES = ['by-knowledge', ...ORIGIN_PLANS] as const;
export type OriginChoice = (typeof ORIGIN_CHOICES)[number];

/** As the service hashes what comes in. */
export const hashOrigin = createOriginHasher('bench');

/**
 * Who knows the menu alone, or pays for nothing, sits at one address; who knows what sells rents a /24; who knows
 * everything hires a botnet, an address in another network for each account.
 */
export const originPlanOf = (choice: OriginChoice, { knowledge, cents }: Parameters): OriginPlan => {
  if (choice !== 'by-knowledge') return choice;
  if (knowledge === 'menu' || cents === 0) return 'one-address';
  return knowledge === 'popularity' ? 'one-network' : 'botnet';
};

// Of the blocks for documentation (RFC 5737); a botnet's are anywhere outside of those and of honest people's.
const ADDRESS = '198.51.100.7';
const NETWORK = '203.0.113';
const HOSTS = 254;

const addressIn = (plan: Exclude<OriginPlan, 'none'>, number: number, random: () => number): string => {
  const octet = (from: number, to: number): number => from + Math.floor(random() * (to - from));
  switch (plan) {
    case 'one-address':
      return ADDRESS;
    case 'one-network':
      return `${NETWORK}.${1 + (number % HOSTS)}`;
    case 'botnet':
      return `${octet(20, 100)}.${octet(0, 256)}.${octet(0, 256)}.${octet(1, 255)}`;
  }
};

/** The origin of each hostile account: the same for all its orders, and for the same seed. */
export const hostileOrigins = (
  plan: OriginPlan,
  seed: number,
): ((accountId: string) => Origin | undefined) => {
  const random = seeded(seed);
  const known = new Map<string, Origin>();
  return (accountId) => {
    if (plan === 'none') return undefined;
    const origin =
      known.get(accountId) ??
      hashOrigin({ address: addressIn(plan, known.size, random), device: `device-of-${accountId}` });
    known.set(accountId, origin);
    return origin;
  };
};

/** The same events, their placements with the origins of their accounts. */
export const withOrigins = (
  events: readonly RelishEvent[],
  originOf: (accountId: string) => Origin | undefined,
): readonly RelishEvent[] =>
  events.map((event) => {
    if (event.type !== 'order.placed') return event;
    const origin = originOf(event.data.accountId);
    return origin ? { ...event, data: { ...event.data, origin } } : event;
  });
