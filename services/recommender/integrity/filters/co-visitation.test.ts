import { describe, expect, test } from '@jest/globals';
import { aCrowd, aProfile, strengthOf, type Visits } from '../../../../test/builders/a-profile.ts';
import { defaultPolicy, type Policy } from '../policy.ts';
import { coVisitation } from './co-visitation.ts';

const pairing = (times: number): Visits => Array.from({ length: times }, (_, ago) => [ago, [3, 4]] as const);
const nobody = aCrowd();
const lowering: Policy = {
  ...defaultPolicy,
  filters: { ...defaultPolicy.filters, 'co-visitation': { threshold: 500_000, effect: 'lower' } },
};

describe('co-visitation', () => {
  test('is two items on day after day, that nobody else pairs', () => {
    const found = coVisitation(aProfile(pairing(30)), nobody, defaultPolicy);
    expect(found).toMatchObject({ items: [3, 4], facts: { days: 30, daysPaired: 30, others: 0 } });
    expect(strengthOf(found)).toBeGreaterThan(0.6);
  });

  test('is nothing where two others pair them, too: that is a meal', () => {
    const one = aCrowd({ pairing: () => 1 });
    const two = aCrowd({ pairing: () => 2 });
    expect(coVisitation(aProfile(pairing(30)), one, defaultPolicy)).toBeDefined();
    expect(coVisitation(aProfile(pairing(30)), two, defaultPolicy)).toBeUndefined();
  });

  test('is nothing about who pairs them now and then, or among others', () => {
    expect(coVisitation(aProfile(pairing(10)), nobody, defaultPolicy)).toBeUndefined();
    const varied: Visits = [
      ...pairing(20),
      ...Array.from({ length: 40 }, (_, ago) => [100 + ago, [5]] as const),
    ];
    expect(coVisitation(aProfile(varied), nobody, defaultPolicy)).toBeUndefined();
    const large = Array.from({ length: 30 }, (_, ago) => [ago, [3, 4, 5 + ago]] as const);
    expect(coVisitation(aProfile(large), nobody, defaultPolicy)).toBeUndefined();
  });

  test('judges without a crowd only where the policy lowers votes for it', () => {
    expect(coVisitation(aProfile(pairing(30)), undefined, defaultPolicy)).toBeUndefined();
    expect(coVisitation(aProfile(pairing(30)), undefined, lowering)).toMatchObject({ facts: { days: 30 } });
  });
});
