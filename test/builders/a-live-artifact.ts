import { trainedModelName } from '../../services/contracts/http/registry.ts';
import type { LiveArtifact } from '../../services/recommender/incidents/window/learnt-from.ts';
import type { ApartModel } from '../../services/recommender/models/apart-model.ts';
import { groupedModel } from '../../services/recommender/models/groups/grouped-model.ts';
import { trainingFingerprintOf } from '../../services/recommender/models/training-fingerprint.ts';
import { digestOfSet, unpackSet } from '../../services/recommender/models/packed-set.ts';
import { trainingSetOf } from '../../services/recommender/models/training-set.ts';
import { digestOfBytes } from '../../services/platform/digest/bytes-digest.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { dateOfDay } from '../../services/recommender/votes/event-time.ts';
import { drained } from '../../services/recommender/votes/in-steps.ts';

/**
 * Knows what was in its training set, as every model of groups, and has learnt nothing from it: so it is made at once.
 * @param items of a group, at most
 */
export const quickModelOf = ({ groups, items }: { readonly groups: number; readonly items: number }) =>
  groupedModel({
    name: 'cooccurrence',
    version: '1',
    parameters: { groups, own: 0, ownDays: 0, items },
    *learn() {
      yield;
      return new Map();
    },
  });
export const quickModel: ApartModel = quickModelOf({ groups: 40, items: 10_000 });

/** What a training of now would put in the store, as it is when it is live. */
export const aLiveArtifact = (state: RecommenderState, model: ApartModel = quickModel): LiveArtifact => {
  const set = drained(trainingSetOf(state));
  const artifact = drained(model.train(unpackSet(set)));
  const digest = digestOfBytes(artifact);
  const { version, parameters = {} } = model;
  const training = {
    ...{ name: trainedModelName.parse(model.name), version, artifact: digest, bytes: artifact.byteLength },
    ...{ asOf: set.position, policy: set.policyDigest, day: dateOfDay(set.today) },
    ...{ trainingSet: digestOfSet(set), seconds: 0 },
    ...{ accounts: set.accountIds.length, items: set.itemIds.length },
  };
  const code = { relish: 'test', node: process.version };
  const author = { id: 'relish', role: 'service' as const };
  const fingerprint = trainingFingerprintOf(set);
  const provenance = { training, parameters: { ...parameters }, fingerprint, code, author, reason: 'due' };
  return { digest, artifact, model, provenance };
};
