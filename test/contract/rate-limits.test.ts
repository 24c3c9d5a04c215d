import { createRateLimits } from '../../services/platform/rate-limits/rate-limits.ts';
import { describeRateLimits } from './rate-limits-contract.ts';

describeRateLimits('in this process', () =>
  Promise.resolve({ createRateLimits, dispose: () => Promise.resolve() }),
);
