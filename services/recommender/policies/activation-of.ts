import type { EventOf } from '../../contracts/events.ts';
import type { Version } from './policy-history.ts';

/** What the log would say if the policy came into force now; only a state on which it is tried hears it. */
export const activationOf = (version: Version): EventOf<'policy.activated'> => ({
  specversion: '1.0',
  id: 'dry-run',
  source: '/recommender',
  time: '1970-01-01T00:00:00Z',
  type: 'policy.activated',
  data: { ...version, reason: 'dry run', author: { id: 'dry-run', role: 'admin' } },
});
