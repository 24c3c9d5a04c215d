import { randomUUID } from 'node:crypto';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import {
  createRecommenderService,
  type RecommenderService,
} from '../../recommender/create-recommender-service.ts';
import { createProposals } from '../../recommender/policies/proposals.ts';
import { Snapshots } from '../../recommender/snapshots/snapshots.ts';
import { codeVersion } from './code-version.ts';
import type { Basis, Ground } from './ground.ts';
import { sealBundles, sealSnapshots } from './open-signing.ts';

/** The recommender over its log. */
export const openRecommender = (ground: Ground, basis: Basis, log: EventLog): RecommenderService => {
  const { config, objects, signing, shared, logger, registry, lineage } = ground;
  const { REMOTE_MODEL_URL: url, REMOTE_MODEL_NAME: served } = config;
  const rendezvous = url === undefined ? {} : { remote: { url, served } };
  const kept = new Snapshots({ store: objects, log, seal: sealSnapshots(signing), logger });
  return createRecommenderService({
    ...{ ...basis, log, objects, newId: randomUUID, registry, rendezvous, snapshots: { kept } },
    ...{ signer: signing.signer, version: codeVersion(), createChores: shared.createChores },
    proposals: createProposals({ objects, logger }),
    seal: sealBundles(signing),
    ...(lineage && { lineage }),
  });
};
