import type { Answer } from '../../services/contracts/http/answers.ts';
import type { RelishEvent } from '../../services/contracts/events.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import type { TrainedModelName } from '../../services/contracts/http/registry.ts';
import { digestOfBytes } from '../../services/platform/digest/bytes-digest.ts';
import { AppError } from '../../services/platform/http/app-error.ts';
import type { ModelRequest } from '../../services/recommender/models/apart-model.ts';
import { apartModels } from '../../services/recommender/models/apart-models.ts';
import type { TrainedModel } from '../../services/recommender/models/model-history.ts';
import { digestOfSet, unpackSet } from '../../services/recommender/models/packed-set.ts';
import { trainingSetOf } from '../../services/recommender/models/training-set.ts';
import type { ApartHandle } from '../../services/recommender/rendezvous/apart-handle.ts';
import { askingOf, saidApart } from '../../services/recommender/rendezvous/asking.ts';
import type { ListQuestion } from '../../services/recommender/rendezvous/model-request.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { dateOfDay } from '../../services/recommender/votes/event-time.ts';
import { drained } from '../../services/recommender/votes/in-steps.ts';
import { modelTrained } from './acts.ts';
import { fold } from './fold.ts';

/** Artifacts by digest. */
export type Artifacts = ReadonlyMap<string, Uint8Array>;

/** A training at the end of a log: what came of it, and what the log says of it. */
export const aTraining = (
  events: readonly RelishEvent[],
  policy: Policy,
  reason = 'a test',
  name: TrainedModelName = 'ease',
) => {
  const set = drained(trainingSetOf(fold(events, policy)));
  const { model } = apartModels[name];
  const artifact = drained(model.train(unpackSet(set)));
  const event = modelTrained({
    ...{ name, version: model.version, artifact: digestOfBytes(artifact), bytes: artifact.length, reason },
    ...{ asOf: set.position, policy: set.policyDigest, day: dateOfDay(set.today) },
    ...{ trainingSet: digestOfSet(set), accounts: set.accountIds.length, items: set.itemIds.length },
  });
  return { event, artifact, digest: event.data.artifact };
};

/** A trained model that answers in this thread. @throws AppError 409 `artifact-gone` for what isn't in `artifacts` */
export const openHere = (
  { name, artifact: digest }: Pick<TrainedModel, 'name' | 'artifact'>,
  artifacts: Artifacts,
): ApartHandle => {
  const bytes = artifacts.get(digest);
  if (!bytes) throw new AppError(409, 'artifact-gone', 'The artifact is not kept any more.');
  const { model } = apartModels[name];
  const answerTo = model.load(bytes);
  return {
    model: { name, version: model.version, digest },
    runs: 'worker',
    certify: model.certify,
    health: { is: 'live', since: '2026-11-20T12:00:00Z', restarts: 0 },
    waiting: 0,
    ask: async ({ request }: { readonly request: ModelRequest }) => ({
      requestId: request.requestId,
      accountId: request.accountId,
      items: answerTo(request),
    }),
    [Symbol.asyncDispose]: async () => undefined,
  };
};

/** What the model that was trained last answers, as the rendezvous would have it. */
export const answerByNewest = async (
  state: RecommenderState,
  question: ListQuestion,
  artifacts: Artifacts,
): Promise<Answer> => {
  const handle = openHere(state.trained.all[0]!, artifacts);
  const asking = askingOf(state, question, 'r-1', undefined);
  return saidApart(await handle.ask(asking), handle, asking).toAnswer('preferred');
};
