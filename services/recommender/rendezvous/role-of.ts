import type { ModelName } from '../../contracts/http/answers.ts';
import type { ModelRole } from '../../contracts/http/rendezvous.ts';
import type { TrustedName } from '../models/models.ts';

/** Everybody's votes, summed up beforehand: the quickest answer that is still certified. */
export const SAFETY_NET: TrustedName = 'popular';

/** Old, stable and understood: `peers`, unless that is what is judged. */
export const baselineFor = (preferred: ModelName): TrustedName =>
  preferred === 'peers' ? 'popular' : 'peers';

/** What a model is to a request whose flag prefers `preferred`: one role, the nearest to an answer that it has. */
export const roleOf = (name: ModelName, preferred: ModelName): ModelRole => {
  if (name === preferred) return 'preferred';
  if (name === baselineFor(preferred)) return 'baseline';
  return name === SAFETY_NET ? 'safety-net' : 'challenger';
};
