import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { ModelName } from '../../contracts/http/answers.ts';
import type { listModels } from '../../contracts/http/rendezvous.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { identityOf } from '../answers/compute-answer.ts';
import type { ApartModel } from '../models/apart-model.ts';
import { isTrusted } from '../models/models.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { describeModels } from './describe-models.ts';
import { LiveModels } from './live-models.ts';
import { ModelFigures } from './model-figures.ts';
import { PastModels, type ReadArtifact } from './past-models.ts';
import { createPressure } from './pressure.ts';
import { RemoteModel, type RemoteModelOptions } from './remote-model.ts';
import { Rendezvous } from './rendezvous.ts';
import { createRendezvousMetrics } from './rendezvous-metrics.ts';
import { SettledRecorder } from './settled-recorder.ts';
import { WorkerModel, type WorkerModelOptions } from './worker-model.ts';

export interface RendezvousOptions {
  /** A model behind the Open Inference Protocol. */
  readonly remote?: Pick<RemoteModelOptions, 'url' | 'served' | 'patienceMs'>;
  /** Whether this thread is too busy to compare; by default it watches its event loop. */
  readonly isPressed?: () => boolean;
  /** False: what models say isn't written to the log. */
  readonly isRecorded?: boolean;
}

interface RendezvousDeps extends RendezvousOptions {
  readonly log: EventLog;
  readonly state: RecommenderState;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly registry?: Registry | undefined;
  /** Of models that answered in the past. */
  readonly readArtifact?: ReadArtifact;
}

/** A trained model that is to be live: what loads the artifact, and the file that exports it. */
export interface TrainedModel extends Pick<WorkerModelOptions, 'limits' | 'patienceMs'> {
  readonly model: Pick<ApartModel, 'name' | 'version' | 'certify'>;
  readonly module: URL;
  readonly artifact: Uint8Array;
  /** Of the artifact. */
  readonly digest: string;
}

export interface OpenRendezvous extends AsyncDisposable {
  readonly rendezvous: Rendezvous;
  readonly live: LiveModels;
  /** From when it has started it is asked with every request, in the place of the one of its name. */
  putLive(trained: TrainedModel): void;
  /** Whether a model can be asked here, now: those made from the votes always can. */
  isLive(name: ModelName): boolean;
  describe(): ReplyOf<typeof listModels>;
}

/** The rendezvous of a process with its models, its figures and its records. */
export const openRendezvous = (deps: RendezvousDeps): OpenRendezvous => {
  const { log, state, logger, now, registry, remote } = deps;
  const { isPressed = createPressure(), isRecorded = true, readArtifact: read } = deps;
  const since = new Date(now()).toISOString();
  const live = new LiveModels();
  const past = read && new PastModels({ read, logger, now });
  const figures = new ModelFigures();
  const recorder = new SettledRecorder({ log, logger, now });
  const measure = registry && createRendezvousMetrics(registry, { live, lost: () => recorder.lost });
  const rendezvous = new Rendezvous({
    live,
    past,
    isPressed,
    now: () => performance.now(),
    onSettled: (settled) => {
      figures.note(settled);
      measure?.(settled);
      if (isRecorded) recorder.note(settled);
    },
  });
  if (remote) live.put(new RemoteModel({ ...remote, logger, now }));

  const here = () =>
    (['peers', 'popular'] as const).map((name) => ({
      model: identityOf(name, state.policyDigest),
      runs: 'thread' as const,
      state: { is: 'live' as const, since, restarts: 0 },
    }));
  const apart = () =>
    [...live.all(), ...live.coming()].map(({ model, runs, health }) => ({ model, runs, state: health }));
  return {
    rendezvous,
    live,
    putLive: ({ model: { name, version, certify }, digest, ...trained }) => {
      live.put(new WorkerModel({ ...trained, certify, model: { name, version, digest }, logger, now }));
    },
    isLive: (name) => isTrusted(name) || live.find(name)?.health.is === 'live',
    describe: () => describeModels([...here(), ...apart()], figures, { since, unrecorded: recorder.lost }),
    async [Symbol.asyncDispose]() {
      await past?.[Symbol.asyncDispose]();
      await live[Symbol.asyncDispose]();
      await recorder[Symbol.asyncDispose]();
    },
  };
};
