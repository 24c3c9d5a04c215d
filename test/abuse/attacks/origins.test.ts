import { describe, expect, test } from '@jest/globals';
import { relishEvent } from '../../../services/contracts/events.ts';
import { anOrder } from '../../builders/an-order.ts';
import type { Parameters } from './attack.ts';
import { hostileOrigins, type OriginPlan, originPlanOf, withOrigins } from './origins.ts';

const accounts = Array.from({ length: 30 }, (_, index) => `fake-${index}`);
const kindsOf = (plan: OriginPlan, seed = 1) => {
  const originOf = hostileOrigins(plan, seed);
  const origins = accounts.map((accountId) => originOf(accountId));
  const distinct = (kind: 'address' | 'network' | 'device') =>
    new Set(origins.map((one) => one?.[kind])).size;
  return { addresses: distinct('address'), networks: distinct('network'), devices: distinct('device') };
};

describe('whence an attacker orders', () => {
  test('is one address, one network, or another network for each account', () => {
    expect(kindsOf('one-address')).toEqual({ addresses: 1, networks: 1, devices: 30 });
    expect(kindsOf('one-network')).toEqual({ addresses: 30, networks: 1, devices: 30 });
    expect(kindsOf('botnet')).toEqual({ addresses: 30, networks: 30, devices: 30 });
    expect(hostileOrigins('none', 1)('fake-1')).toBeUndefined();
  });

  test('stays the same for an account, and follows from the seed', () => {
    const originOf = hostileOrigins('botnet', 1);
    const first = originOf('fake-1');
    expect([originOf('fake-2') === first, originOf('fake-1')]).toEqual([false, first]);
    expect(hostileOrigins('botnet', 1)('fake-1')).toEqual(first);
    expect(hostileOrigins('botnet', 2)('fake-1')).not.toEqual(first);
  });

  test('follows from what he knows and pays, unless told otherwise', () => {
    const size: Parameters = {
      accounts: 1,
      orders: 1,
      days: 1,
      cents: null,
      knowledge: 'popularity',
      seed: 1,
    };
    expect(originPlanOf('by-knowledge', { ...size, knowledge: 'menu' })).toBe('one-address');
    expect(originPlanOf('by-knowledge', size)).toBe('one-network');
    expect(originPlanOf('by-knowledge', { ...size, knowledge: 'everything' })).toBe('botnet');
    expect(originPlanOf('by-knowledge', { ...size, knowledge: 'everything', cents: 0 })).toBe('one-address');
    expect(originPlanOf('botnet', { ...size, cents: 0 })).toBe('botnet');
  });
});

test('placements alone tell an origin, in hashes as the log holds them', () => {
  const [placed, fulfilled] = withOrigins(
    anOrder('o-1').by('fake-1').of('x').fulfilled().events,
    hostileOrigins('one-address', 1),
  );
  expect(relishEvent.safeParse(placed).success).toBe(true);
  expect(placed?.data).toMatchObject({ origin: { address: expect.stringMatching(/^[0-9a-f]{32}$/) } });
  expect(fulfilled?.data).not.toHaveProperty('origin');
});
