import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { ADMIN_TOKEN_ID } from '../../contracts/primitives.ts';
import { createOrderingService } from '../../ordering/create-ordering-service.ts';
import {
  createRecommenderClient,
  type Recommend,
} from '../../ordering/recommendations/recommender-client.ts';
import { createAuthenticator, staticToken } from '../../platform/auth/authenticator.ts';
import { createOriginHasher } from '../../platform/auth/origin.ts';
import { createSessions } from '../../platform/auth/sessions.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Lineage } from '../../platform/lineage/lineage.ts';
import type { ObjectStore } from '../../platform/object-store/object-store.ts';
import { measureService } from '../../platform/telemetry/service-metrics.ts';
import {
  createRecommenderService,
  type RecommenderService,
} from '../../recommender/create-recommender-service.ts';
import { createProposals } from '../../recommender/policies/proposals.ts';
import { Snapshots } from '../../recommender/snapshots/snapshots.ts';
import type { DataFolder } from './data-folder.ts';
import type { Logs } from './open-logs.ts';
import type { Shared } from './open-shared.ts';
import type { OpenedParts } from './opened-parts.ts';
import { relishVersion } from './relish-version.ts';
import { whenObjectsAreThere } from './when-objects-are-there.ts';
import { sealBundles, sealSnapshots, type Signing } from './open-signing.ts';

/** What the services of a process stand on. */
export interface Ground {
  readonly config: Config;
  readonly data: DataFolder;
  readonly logs: Logs;
  readonly objects: ObjectStore;
  readonly signing: Signing;
  readonly shared: Shared;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly clock: { now(): number };
  /** Ends the wait for what isn't there yet. */
  readonly stop: AbortSignal | undefined;
  readonly lineage: Lineage | undefined;
  /** Hears that a service can't go on: nothing but a new start helps. */
  readonly onBroken: (error: unknown) => void;
}

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
    authenticator,
    hashOrigin: createOriginHasher(data.originSecret),
    logger,
    clock,
    onBroken,
  };
};

/** The recommender of this process, called directly, or the one that is a process of its own. */
const recommendBy = ({ config, data }: Ground, recommender: RecommenderService | undefined): Recommend => {
  if (recommender) {
    return (question, minPosition) =>
      recommender.answer(question, minPosition === undefined ? {} : { minPosition });
  }
  if (config.RECOMMENDER_URL === undefined) throw new Error('there is no recommender to ask');
  return createRecommenderClient({ url: config.RECOMMENDER_URL, token: data.tokens.service.secret });
};

/** Opens each service whose log is there. */
export const openServices = async (ground: Ground, parts: OpenedParts): Promise<Services> => {
  const { config, logs, objects, signing, shared, logger, registry, lineage } = ground;
  const { sessions, ...basis } = openBasis(ground);
  const routers: Router[] = [];
  let recommender: RecommenderService | undefined;
  if (logs.recommender) {
    const log = logs.recommender;
    const proposals = createProposals({ objects, logger });
    const { REMOTE_MODEL_URL: url, REMOTE_MODEL_NAME: served } = config;
    const rendezvous = url === undefined ? {} : { remote: { url, served } };
    const kept = new Snapshots({ store: objects, log, seal: sealSnapshots(signing), logger });
    recommender = parts.add(
      createRecommenderService({
        ...{ ...basis, log, proposals, objects, newId: randomUUID, registry, snapshots: { kept } },
        ...{ rendezvous, ...(lineage && { lineage }) },
        ...{ signer: signing.signer, version: relishVersion(), createChores: shared.createChores },
        seal: sealBundles(signing),
      }),
    );
    routers.push(recommender.router);
  }
  if (logs.ordering) {
    const { createRateLimits, createChores } = shared;
    const recommend = recommendBy(ground, recommender);
    const peopleStore = await shared.openPeople();
    const deps = {
      ...basis,
      log: logs.ordering,
      config,
      sessions,
      peopleStore,
      createRateLimits,
      createChores,
      recommend,
    };
    const ordering = await whenObjectsAreThere(() => createOrderingService(deps), ground);
    routers.unshift(parts.add(ordering).router);
  }
  const isReady = () => recommender?.ready() ?? true;
  measureService(registry, { logs: { ...logs }, isReady, now: () => ground.clock.now() });
  return { routers, isReady };
};
