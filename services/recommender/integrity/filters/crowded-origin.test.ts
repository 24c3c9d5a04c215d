import { describe, expect, test } from '@jest/globals';
import { aCrowd, aProfile, strengthOf } from '../../../../test/builders/a-profile.ts';
import type { OriginKind } from '../origins.ts';
import { defaultPolicy } from '../policy.ts';
import { crowdedOrigin } from './crowded-origin.ts';

const from = (kind: OriginKind) => aProfile([], { origins: (asked) => (asked === kind ? [7] : []) });
const behindAll = (accounts: number, established: number, cameTogether = 1) =>
  aCrowd({ behind: () => ({ accounts, established, cameTogether }) });
const notice = (kind: OriginKind, accounts: number, established: number, cameTogether?: number) =>
  crowdedOrigin(from(kind), behindAll(accounts, established, cameTogether), defaultPolicy);

describe('a crowded origin', () => {
  test('is many accounts on one device', () => {
    expect(notice('device', 3, 0)).toBeUndefined();
    expect(notice('device', 5, 5)).toBeUndefined();
    expect(notice('device', 6, 6)).toMatchObject({ facts: { deviceAccounts: 6 } });
    expect(strengthOf(notice('device', 30, 0))).toBe(0.9);
  });

  test('is a farm behind one address or network, not an office with new people', () => {
    expect(notice('address', 60, 50)).toBeUndefined();
    expect(notice('address', 200, 0)).toMatchObject({ facts: { addressAccounts: 200 } });
    expect(notice('address', 230, 30)?.strength).toBeLessThan(notice('address', 230, 0)!.strength);
    expect(notice('network', 160, 0)).toBeUndefined();
    expect(notice('network', 400, 0)).toBeDefined();
  });

  test('is a small farm, too, where its accounts came in one week, and no office of as many', () => {
    expect(notice('address', 25, 0, 25)).toMatchObject({ strength: 600_000, facts: { addressAccounts: 25 } });
    expect(notice('address', 25, 0, 10)).toBeUndefined();
    expect(notice('address', 25, 10, 25)).toBeUndefined();
    expect(notice('address', 40, 0)).toBeUndefined();
    expect(notice('network', 100, 0, 100)).toBeDefined();
  });

  test('is nothing about who told no origin, or without a crowd', () => {
    expect(crowdedOrigin(aProfile(), behindAll(400, 0), defaultPolicy)).toBeUndefined();
    expect(crowdedOrigin(from('device'), undefined, defaultPolicy)).toBeUndefined();
  });
});
