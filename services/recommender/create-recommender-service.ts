import express, { type Router } from 'express';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Answer, Question } from '../contracts/http/answers.ts';
import { getOverview, getStatus, listItems } from '../contracts/http/overview.ts';
import type { Authenticator } from '../platform/auth/authenticator.ts';
import type { OriginHasher } from '../platform/auth/origin.ts';
import type { Chores } from '../platform/chores/chores.ts';
import type { EventLog, Position } from '../platform/event-log/event-log.ts';
import { defaultFlags } from '../platform/flags/default-flags.ts';
import { createFlags } from '../platform/flags/flag-client.ts';
import type { Lineage } from '../platform/lineage/lineage.ts';
import type { ObjectStore } from '../platform/object-store/object-store.ts';
import type { Signer } from '../platform/signing/signer.ts';
import { createMount, type Mount } from '../platform/http/mount.ts';
import { mountAccounts } from './accounts/routes.ts';
import { Answering, type When } from './answers/answering.ts';
import { createExposureMetrics } from './answers/exposure-metrics.ts';
import { ExposureRecorder } from './answers/exposure-recorder.ts';
import { mountAnswers } from './answers/routes.ts';
import { breachesOf } from './behaviours/breaches-of.ts';
import type { ErrorBudgets } from './budgets/error-budgets.ts';
import { openBudgets } from './budgets/open-budgets.ts';
import { mountBudgets } from './budgets/routes.ts';
import { mountCertificate } from './certificate/routes.ts';
import { mountChanges } from './changes/routes.ts';
import { openDelivery } from './delivery/open-delivery.ts';
import { Disturber } from './experiments/disturber.ts';
import { losableObjects } from './experiments/losable-objects.ts';
import { openExperiments } from './experiments/open-experiments.ts';
import { mountFingerprints } from './fingerprints/routes.ts';
import { DeadLetters } from './dead-letters/dead-letters.ts';
import { mountDeadLetters } from './dead-letters/routes.ts';
import { Publication } from './incidents/publication.ts';
import { startWatch } from './incidents/start-watch.ts';
import { createIngestMetrics } from './ingest/ingest-metrics.ts';
import { mountIngest } from './ingest/routes.ts';
import { defaultPolicy, type Policy } from './integrity/policy.ts';
import { itemPage } from './items/list-items.ts';
import { mountBlame } from './lineage/routes.ts';
import { tellActivations } from './lineage/told-activations.ts';
import { createModerator } from './moderation/moderator.ts';
import { describeOverview } from './overview/describe-overview.ts';
import { DryRuns } from './policies/dry-runs.ts';
import type { Proposals } from './policies/proposals.ts';
import { mountPolicies } from './policies/routes.ts';
import { type OpenRendezvous, openRendezvous, type RendezvousOptions } from './rendezvous/open-rendezvous.ts';
import type { ReadArtifact } from './rendezvous/past-models.ts';
import { mountModels } from './rendezvous/routes.ts';
import { mountProducts } from './products/routes.ts';
import { type Models, openModels } from './registry/open-models.ts';
import { mountRegistry } from './registry/routes.ts';
import { createFoldMetrics } from './replay/fold-metrics.ts';
import { Follower } from './replay/follower.ts';
import { ActsInTurn } from './replay/acts-in-turn.ts';
import { createOwnEvents } from './replay/own-events.ts';
import { RecommenderState } from './replay/recommender-state.ts';
import { type MakeState, Replays } from './replay/replays.ts';
import { mountSafetyCurve } from './safety-curve/routes.ts';
import { SafetyCurves } from './safety-curve/safety-curves.ts';
import { SnapshotKeeper } from './snapshots/snapshot-keeper.ts';
import { type Seal, type Snapshots, startedFrom } from './snapshots/snapshots.ts';
import { describeStatus } from './status/describe-status.ts';

export interface RecommenderDeps {
  readonly log: EventLog;
  readonly authenticator: Authenticator;
  readonly hashOrigin: OriginHasher;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly clock: { now(): number };
  readonly registry?: Registry;
  /** What somebody has proposed and nobody activated, perhaps. */
  readonly proposals: Proposals;
  /** In force until the log says otherwise. */
  readonly policy?: Policy;
  /** Where folds begin, if they needn't begin with the log; without them they do. */
  readonly snapshots?: {
    readonly kept: Snapshots;
    /** Events between two of them. */
    readonly every?: number;
  };
  /** Which models are asked besides those made from the votes, and how. */
  readonly rendezvous?: RendezvousOptions;
  /** See `ExposureRecorder`. */
  readonly dueMs?: number;
  /** Where finished things are kept. */
  readonly objects: ObjectStore;
  /** Hears what was made of what. */
  readonly lineage?: Lineage;
  /** For what is done once over all replicas: judging rollouts, looking for incidents, training. */
  readonly createChores: () => Chores;
  /** Signs forensic bundles; without it none are kept. */
  readonly seal?: Seal;
  /** Signs models; whoever loads them believes nobody else. */
  readonly signer: Signer;
  /** Of Relish: models tell what made them. */
  readonly version: string;
  /** Hears of what ended the fold: this process is of no more use then. */
  readonly onBroken?: (error: unknown) => void;
}

export interface RecommenderService extends AsyncDisposable {
  readonly router: Router;
  answer(question: Question, when?: When): Promise<Answer>;
  /** Has a trained model asked with every request from now on. */
  readonly putLive: OpenRendezvous['putLive'];
  /** The fold has reached what was on the log at start, and goes on. */
  ready(): boolean;
  /** Writes a snapshot of the fold now. Resolves with its position, undefined where none are kept. */
  keepSnapshot(): Promise<Position | undefined>;
}

const openRecorder = ({ log, logger, clock, registry, dueMs }: RecommenderDeps): ExposureRecorder => {
  const recorder = new ExposureRecorder({ log, logger, dueMs, now: () => clock.now() });
  if (registry) createExposureMetrics(registry, recorder, log);
  return recorder;
};

/** What folds the past again. */
const openPast = (
  { log, logger, lineage }: RecommenderDeps,
  makeState: () => RecommenderState,
  makeStarted: MakeState,
) => ({
  replays: new Replays(log, makeStarted),
  dryRuns: new DryRuns({ log, makeState: makeStarted, logger, lineage }),
  safetyCurves: new SafetyCurves({ log, makeState, logger }),
});

/** Who says what experiments disturb, and what can be lost to one. */
const openDisturbed = (
  given: RecommenderDeps,
  parts: Pick<IngestParts, 'state' | 'now'> & { replays: Replays },
) => {
  const disturber = new Disturber({ ...parts, logger: given.logger });
  const objects = losableObjects(given.objects, () => disturber.isStoreLost);
  return { disturber, deps: { ...given, objects } };
};

/** Routes that say that Relish is starting until there is a state to ask. */
const openRoutes = ({ authenticator }: RecommenderDeps, { gate }: SnapshotKeeper) => {
  const router = express.Router();
  router.use(['/v1', '/ofrep'], gate);
  return { router, mount: createMount(router, authenticator) };
};

interface IngestParts {
  readonly state: RecommenderState;
  readonly publication: Publication;
  readonly now: () => number;
}

/** The way in for events; what is refused is kept as a dead letter. */
const openIngest = (
  mount: Mount,
  { log, objects, hashOrigin, logger, registry }: RecommenderDeps,
  { state, publication, now }: IngestParts,
): DeadLetters => {
  const letters = new DeadLetters({ objects, hashOrigin, logger, now });
  const measure = registry && createIngestMetrics(registry, state, letters);
  mountIngest(mount, { log, publication, letters, hashOrigin, now, measure });
  mountDeadLetters(mount, { letters, publication, state, now });
  return letters;
};

type ActsBasis = Omit<Parameters<typeof createOwnEvents>[0], 'putInTurn'>;

const openActs = (basis: ActsBasis, lineage: Lineage | undefined, keeper: SnapshotKeeper) => {
  const putInTurn = tellActivations(new ActsInTurn(basis).put, basis.state, lineage);
  const put = createOwnEvents({ ...basis, putInTurn });
  return { putInTurn, put, isReady: () => keeper.hasCaughtUp };
};

interface FoldParts {
  readonly follower: Follower;
  readonly keeper: SnapshotKeeper;
  readonly models: Models;
  readonly publication: Publication;
}

/** Folds on, and publishes; after each batch: is a snapshot due, was a model trained? */
const startFold = (
  { follower, keeper, models, publication }: FoldParts,
  onFailure: (error: unknown) => void,
): void => {
  follower.start(onFailure, {
    before: () => keeper.before(),
    onFolded() {
      keeper.onFolded();
      models.registry.look();
    },
  });
  publication.start();
};

interface StateParts {
  readonly state: RecommenderState;
  readonly log: EventLog;
  readonly answering: Answering;
  readonly recorder: ExposureRecorder;
  readonly budgets: ErrorBudgets;
  readonly safetyCurves: SafetyCurves;
  readonly now: () => number;
  readonly registry: Registry | undefined;
}

const mountState = (mount: Mount, parts: StateParts) => {
  const { state, log, answering, recorder, budgets, safetyCurves, now, registry } = parts;
  if (registry) createFoldMetrics(registry, { log, state, now });
  mountBudgets(mount, { state, budgets, now });
  mountProducts(mount);
  mountFingerprints(mount, state);
  mountSafetyCurve(mount, state, safetyCurves);
  mount(getStatus, async ({ query }) => {
    await answering.stateFor(query);
    return describeStatus(state, log, recorder);
  });
  mount(getOverview, ({ query }) => describeOverview(state, query));
  mount(listItems, ({ query }) => itemPage(state, query));
};

interface ListParts {
  readonly models: Models;
  readonly state: RecommenderState;
  readonly answering: Answering;
  readonly meeting: OpenRendezvous;
}

const mountLists = (mount: Mount, { state, answering, meeting, models }: ListParts) => {
  mountAnswers(mount, answering);
  mountRegistry(mount, state, models);
  mountModels(mount, meeting);
  mountCertificate(mount, state, answering);
};

/** The recommender over a log: it folds, answers, and puts exposures and people's acts back on the log. */
export const createRecommenderService = (given: RecommenderDeps): RecommenderService => {
  const { log, logger, newId, clock, registry, proposals, lineage, policy = defaultPolicy } = given;
  const now = () => clock.now();
  const makeState = () => new RecommenderState(policy, defaultFlags);
  const makeStarted = startedFrom(given.snapshots?.kept, makeState);
  const state = makeState();
  let hasFailed = false;
  const follower = new Follower(log, state);
  const { replays, dryRuns, safetyCurves } = openPast(given, makeState, makeStarted);
  const { disturber, deps } = openDisturbed(given, { state, replays, now });
  const flags = createFlags(registry && { registry });
  const recorder = openRecorder(deps);
  const basis = { log, state, follower, newId, now };
  const { watch, budgets } = openBudgets({ exposures: state.exposures, now, registry });
  const readArtifact: ReadArtifact = (trained) => models.registry.read(trained);
  const meeting = openRendezvous({ ...deps.rendezvous, ...basis, logger, registry, readArtifact });
  const answering = new Answering({ ...basis, ...meeting, replays, flags, recorder, watch, disturber });
  const keeper = new SnapshotKeeper({ ...deps.snapshots, state, follower, logger, headAtStart: log.head() });
  const acting = { ...basis, ...openActs(basis, lineage, keeper), isLive: meeting.isLive };
  const models = openModels({ ...deps, ...acting, onArtifact: meeting.putLive });
  const publication = new Publication({ ...acting, logger });

  const { router, mount } = openRoutes(deps, keeper);
  const letters = openIngest(mount, deps, { state, publication, now });
  mountLists(mount, { state, answering, meeting, models });
  const blames = mountBlame(mount, { log, makeState: makeStarted, answering, readArtifact, logger, now });
  mountAccounts(mount, state, createModerator(acting));
  const delivery = openDelivery(mount, deps, {
    ...acting,
    flags,
    reasonsToHold: () => budgets.rollouts().because,
    breaches: (model) => breachesOf(state, (question) => answering.previewBy(model, question)),
  });
  const experiments = openExperiments(mount, { ...deps, ...acting, budgets });
  mountPolicies(mount, { ...acting, proposals, dryRuns });
  mountChanges(mount, { ...acting, ...delivery });
  const looking = startWatch(mount, deps, { ...acting, answering, publication, models });
  mountState(mount, { state, log, answering, recorder, budgets, safetyCurves, now, registry });

  startFold({ follower, keeper, models, publication }, (error) => {
    hasFailed = true;
    logger.error({ err: error }, 'the fold has stopped');
    deps.onBroken?.(error);
  });
  return {
    router,
    async answer(question, when) {
      keeper.checkBegun();
      return answering.answer(question, when);
    },
    putLive: meeting.putLive,
    ready: () => !hasFailed && acting.isReady(),
    keepSnapshot: () => keeper.keep(),
    async [Symbol.asyncDispose]() {
      const parts = [
        ...[looking, delivery, experiments, keeper, models, publication, recorder, meeting, letters],
        ...[dryRuns, safetyCurves, blames, follower, flags],
      ];
      for (const part of parts) await part[Symbol.asyncDispose]();
    },
  };
};
