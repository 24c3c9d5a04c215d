import type { Router } from 'express';
import { ADMIN_TOKEN_ID } from '../../contracts/primitives.ts';
import { createAuthenticator, staticToken } from '../../platform/auth/authenticator.ts';
import { createOriginHasher } from '../../platform/auth/origin.ts';
import { createSessions } from '../../platform/auth/sessions.ts';
import { measureService } from '../../platform/telemetry/service-metrics.ts';
import type { RecommenderService } from '../../recommender/create-recommender-service.ts';
import type { Ground } from './ground.ts';
import type { OpenedParts } from './opened-parts.ts';

export interface Services {
  readonly routers: readonly Router[];
  /** Each service here has caught up with its log. Ordering has when it is opened, and needs nobody else. */
  isReady(): boolean;
}

const openBasis = ({ data, shared, logger, clock, onBroken }: Ground) => {
  const now = () => clock.now();
  const sessions = createSessions({ secret: data.sessionSecret, revocations: shared.revocations, now });
  const authenticator = createAuthenticator([
    staticToken(data.tokens.service.secret, { id: 'service', role: 'service' }),
    staticToken(data.tokens.admin.secret, { id: ADMIN_TOKEN_ID, role: 'admin' }),
    sessions.read,
  ]);
  return {
    sessions,
    basis: { authenticator, hashOrigin: createOriginHasher(data.originSecret), logger, clock, onBroken },
  };
};

/** Opens each service whose log is there; of one that isn't, nothing is even loaded. */
export const openServices = async (ground: Ground, parts: OpenedParts): Promise<Services> => {
  const { logs, registry } = ground;
  const { sessions, basis } = openBasis(ground);
  const routers: Router[] = [];
  let recommender: RecommenderService | undefined;
  if (logs.recommender) {
    const { openRecommender } = await import('./open-recommender.ts');
    recommender = parts.add(openRecommender(ground, basis, logs.recommender));
    routers.push(recommender.router);
  }
  if (logs.ordering) {
    const { openOrdering } = await import('./open-ordering.ts');
    const opened = await openOrdering(ground, { ...basis, log: logs.ordering, sessions, recommender });
    routers.unshift(parts.add(opened).router);
  }
  const isReady = () => recommender?.ready() ?? true;
  measureService(registry, { logs: { ...logs }, isReady, now: () => ground.clock.now() });
  return { routers, isReady };
};
