import type { Policy } from '../../../services/recommender/integrity/policy.ts';

/** The same policy with no filter that does more than tell people. */
export const withoutFilters = (policy: Policy): Policy => {
  const { filters } = policy;
  return {
    ...policy,
    filters: {
      ...filters,
      'cancel-spam': { ...filters['cancel-spam'], effect: 'none' },
      'never-picked-up': { ...filters['never-picked-up'], effect: 'none' },
      flooding: { ...filters.flooding, effect: 'none' },
      uniformity: { ...filters.uniformity, effect: 'none' },
      'sudden-change': { ...filters['sudden-change'], effect: 'none' },
      'co-visitation': { ...filters['co-visitation'], effect: 'none' },
      lockstep: { ...filters.lockstep, effect: 'none' },
    },
  };
};
