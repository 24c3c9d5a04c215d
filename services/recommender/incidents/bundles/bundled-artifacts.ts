import { type TrainedModelName, trainedModelName } from '../../../contracts/http/registry.ts';
import type { IncidentBundle } from '../../../contracts/incident-bundle.ts';
import { apartModels } from '../../models/apart-models.ts';
import type { LiveModel } from '../../registry/model-registry.ts';
import type { ApartHandle } from '../../rendezvous/apart-handle.ts';
import { MAX_PLACES } from '../../rendezvous/checked-items.ts';

/** Bytes of an artifact that still fit: one of a thousand items has a tenth of it. */
const MAX_ARTIFACT = 16 * 1024 * 1024;

/** What is answered from by the models that are trained apart, and its bytes where they fit, by digest. */
export interface BundledArtifacts {
  readonly artifacts: IncidentBundle['artifacts'];
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** The artifacts that these answers were computed from, as far as they are live still. */
export const artifactsOf = (
  answers: IncidentBundle['answers'],
  liveOf: (name: TrainedModelName) => LiveModel | undefined,
): BundledArtifacts => {
  const used = new Set(answers.map(({ now }) => now.model.digest));
  const live = trainedModelName.options.flatMap((name) => liveOf(name) ?? []);
  const found = live.filter(({ digest }) => used.has(digest));
  const kept = found.filter(({ artifact }) => artifact.byteLength <= MAX_ARTIFACT);
  return {
    artifacts: found.map(({ digest, artifact, model, trained: { name } }) => ({
      ...{ name, version: model.version, digest, bytes: artifact.byteLength },
      isLeftOut: artifact.byteLength > MAX_ARTIFACT,
    })),
    bytes: new Map(kept.map(({ digest, artifact }) => [digest, artifact])),
  };
};

const loaded = ({ name, digest }: IncidentBundle['artifacts'][number], artifact: Uint8Array): ApartHandle => {
  const { load, version, certify } = apartModels[name].model;
  const answer = load(artifact);
  return {
    model: { name, version, digest },
    runs: 'worker',
    certify,
    health: { is: 'live', since: new Date(0).toISOString(), restarts: 0 },
    waiting: 0,
    async ask({ request }) {
      const { requestId, accountId } = request;
      return { requestId, accountId, items: answer(request).slice(0, MAX_PLACES) };
    },
    async [Symbol.asyncDispose]() {},
  };
};

/** Models that answer from a bundle's artifacts, in this thread; none of those that another version has made. */
export const modelsOf = ({ artifacts, bytes }: BundledArtifacts): readonly ApartHandle[] =>
  artifacts.flatMap((one) => {
    const artifact = bytes.get(one.digest);
    if (!artifact || apartModels[one.name].model.version !== one.version) return [];
    return [loaded(one, artifact)];
  });
