import { expect, test } from '@jest/globals';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { withoutFilters } from './without-filters.ts';

test('no filter keeps an effect, and nothing else changes', () => {
  const { filters, ...rest } = withoutFilters(defaultPolicy);
  const effects = Object.values(filters).flatMap((filter) =>
    filter && 'effect' in filter ? [filter.effect] : [],
  );
  expect(effects.length).toBeGreaterThan(0);
  expect(effects.every((effect) => effect === 'none')).toBe(true);
  expect({ ...rest, filters: defaultPolicy.filters }).toEqual(defaultPolicy);
});
