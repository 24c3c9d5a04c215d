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
import { createFlags, type Flags } from '../platform/flags/flag-client.ts';
import { mountOfrep } from '../platform/flags/ofrep.ts';
import type { Lineage } from '../platform/lineage/lineage.ts';
import type { ObjectStore } from '../platform/object-store/object-store.ts';
import type { Signer } from '../platform/signing/signer.ts';
import { createMount, type Mount } from '../platform/http/mount.ts';
import { mountAccounts } from './accounts/routes.ts';
import { Answering, type When } from './answers/answering.ts';
import { createExposureMetrics } from './answers/exposure-metrics.ts';
import { ExposureRecorder } from './answers/exposure-recorder.ts';
import { mountAnswers } from './answers/routes.ts';
import { AnswerWatch } from './budgets/answer-watch.ts';
import { ErrorBudgets } from './budgets/error-budgets.ts';
import { readObjectives } from './budgets/read-objectives.ts';
import { mountBudgets } from './budgets/routes.ts';
import { mountCertificate } from './certificate/routes.ts';
import { mountChanges } from './changes/routes.ts';
import { RolloutDesk } from './delivery/rollout-desk.ts';
import { mountRollouts } from './delivery/routes.ts';
import { mountFingerprints } from './fingerprints/routes.ts';
import { mountFlags } from './flags/routes.ts';
import { DeadLetters } from './dead-letters/dead-letters.ts';
import { mountDeadLetters } from './dead-letters/routes.ts';
import { mountBehaviours } from './behaviours/routes.ts';
import { Asking } from './incidents/asking.ts';
import { IncidentBundles } from './incidents/bundles/incident-bundles.ts';
import { IncidentWatch } from './incidents/incident-watch.ts';
import { Publication } from './incidents/publication.ts';
import { mountIncidents } from './incidents/routes.ts';
import { createIngestMetrics } from './ingest/ingest-metrics.ts';
import { mountIngest } from './ingest/routes.ts';
import { defaultPolicy, type Policy } from './integrity/policy.ts';
import { itemPage } from './items/list-items.ts';
import { mountBlame } from './lineage/routes.ts';
import { createModerator } from './moderation/moderator.ts';
import { describeOverview } from './overview/describe-overview.ts';
import { DryRuns } from './policies/dry-runs.ts';
import type { Proposals } from './policies/proposals.ts';
import { mountPolicies } from './policies/routes.ts';
import { type OpenRendezvous, openRendezvous, type RendezvousOptions } from './rendezvous/open-rendezvous.ts';
import { mountModels } from './rendezvous/routes.ts';
import { mountProducts } from './products/routes.ts';
import { type Models, openModels } from './registry/open-models.ts';
import { mountRegistry } from './registry/routes.ts';
import { createFoldMetrics } from './replay/fold-metrics.ts';
import { Follower } from './replay/follower.ts';
import { ActsInTurn } from './replay/acts-in-turn.ts';
import { createJointEvents, createOwnEvents, type OwnEvents } from './replay/own-events.ts';
import { RecommenderState } from './replay/recommender-state.ts';
import { Replays } from './replay/replays.ts';
import { mountSafetyCurve } from './safety-curve/routes.ts';
import { SafetyCurves } from './safety-curve/safety-curves.ts';
import { SnapshotKeeper } from './snapshots/snapshot-keeper.ts';
import { type Seal, type Snapshots, startedFrom } from './snapshots/snapshots.ts';
import { describeStatus } from './status/describe-status.ts';

/** How often the judge looks at a rollout, in milliseconds. */
const JUDGE_MS = 1_000;

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

const openRecorder = ({ log, logger, clock, registry }: RecommenderDeps): ExposureRecorder => {
  const recorder = new ExposureRecorder({ log, logger, now: () => clock.now() });
  if (registry) createExposureMetrics(registry, recorder, log);
  return recorder;
};

const openBudgets = ({ clock, registry }: RecommenderDeps, { exposures }: RecommenderState) => {
  const now = () => clock.now();
  const objectives = readObjectives();
  const watch = new AnswerWatch({ objectives, now, registry });
  return { watch, budgets: new ErrorBudgets({ objectives, exposures, inTime: watch.inTime, now }) };
};

const openActs = (basis: Omit<Parameters<typeof createOwnEvents>[0], 'putInTurn'>) => {
  const { put: putInTurn } = new ActsInTurn(basis);
  return { putInTurn, put: createOwnEvents({ ...basis, putInTurn }) };
};

interface WatchParts {
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly put: OwnEvents;
  readonly answering: Answering;
  readonly publication: Publication;
  readonly now: () => number;
  readonly isReady: () => boolean;
}

/** Looks for incidents, keeps what they were opened on, and tells of both. Disposing ends the looking. */
const startWatch = (
  mount: Mount,
  { log, logger, newId, objects, seal, createChores }: RecommenderDeps,
  { answering, publication, ...parts }: WatchParts,
): AsyncDisposable => {
  const { state, put, now } = parts;
  const preview = (question: Question) => answering.preview(question);
  const reproduce = (requestId: string) => answering.reproduce(requestId);
  const bundles = seal && new IncidentBundles({ ...parts, objects, seal, preview });
  const asking = new Asking({ state, preview, reproduce });
  const watch = new IncidentWatch({ ...parts, log, logger, newId, asking, preview, bundles });
  mountIncidents(mount, { state, publication, watch, bundles });
  mountBehaviours(mount, { state, put, now, lastRun: () => watch.behaviours });
  const chores = createChores();
  chores.start(watch.chore);
  return chores;
};

interface FoldParts {
  readonly follower: Follower;
  readonly keeper: SnapshotKeeper;
  readonly models: Models;
}

/** Folds on; after each batch: is a snapshot due, was a model trained? */
const startFold = ({ follower, keeper, models }: FoldParts, onFailure: (error: unknown) => void): void => {
  follower.start(onFailure, {
    before: () => keeper.before(),
    onFolded() {
      keeper.onFolded();
      models.registry.look();
    },
  });
};

interface StateParts {
  readonly state: RecommenderState;
  readonly log: EventLog;
  readonly answering: Answering;
  readonly recorder: ExposureRecorder;
  readonly budgets: ErrorBudgets;
  readonly now: () => number;
}

const mountState = (mount: Mount, { state, log, answering, recorder, budgets, now }: StateParts) => {
  mountBudgets(mount, { state, budgets, now });
  mountProducts(mount);
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

interface DeliveryParts extends Pick<ReturnType<typeof openActs>, 'put' | 'putInTurn'> {
  readonly state: RecommenderState;
  readonly flags: Flags;
  readonly newId: () => string;
  readonly now: () => number;
  readonly isReady: () => boolean;
}

/** Flags and rollouts. One replica judges for all, until what is returned is disposed of. */
const openDelivery = (
  mount: Mount,
  { logger, createChores }: RecommenderDeps,
  { state, put, putInTurn, flags, ...rest }: DeliveryParts,
): AsyncDisposable => {
  const desk = new RolloutDesk({ ...rest, state, put: createJointEvents({ putInTurn }), logger });
  mountFlags(mount, state, put);
  mountOfrep(mount, { definition: () => state.flags.definition, flags });
  mountRollouts(mount, { desk, state, now: rest.now });
  const chores = createChores();
  chores.start({ name: 'recommender.rollouts', everyMs: JUDGE_MS, work: () => desk.look() });
  return chores;
};

/** The recommender over a log: it folds, answers, and puts exposures and people's acts back on the log. */
export const createRecommenderService = (deps: RecommenderDeps): RecommenderService => {
  const { log, authenticator, hashOrigin, logger, newId, clock, registry, proposals, objects } = deps;
  const { policy = defaultPolicy, lineage } = deps;
  const now = () => clock.now();
  const makeState = () => new RecommenderState(policy, defaultFlags);
  const makeStarted = startedFrom(deps.snapshots?.kept, makeState);
  const state = makeState();
  let hasFailed = false;
  const follower = new Follower(log, state);
  const replays = new Replays(log, makeStarted);
  const dryRuns = new DryRuns({ log, makeState: makeStarted, logger, lineage });
  const safetyCurves = new SafetyCurves({ log, makeState, logger });
  const flags = createFlags(registry && { registry });
  const recorder = openRecorder(deps);
  const basis = { log, state, follower, newId, now };
  const { watch, budgets } = openBudgets(deps, state);
  const meeting = openRendezvous({ ...deps.rendezvous, ...basis, logger, registry });
  const answering = new Answering({ ...basis, ...meeting, replays, flags, recorder, watch });
  const { put, putInTurn } = openActs(basis);
  const keeper = new SnapshotKeeper({ ...deps.snapshots, state, follower, logger, headAtStart: log.head() });
  const hasCaughtUp = () => keeper.hasCaughtUp;
  const models = openModels({ ...deps, ...basis, put, isReady: hasCaughtUp, onArtifact: meeting.putLive });
  const publication = new Publication({ ...basis, put, logger, isReady: hasCaughtUp });
  const letters = new DeadLetters({ objects, hashOrigin, logger, now });
  const measure = registry && createIngestMetrics(registry, state, letters);
  if (registry) createFoldMetrics(registry, { log, state, now });

  const router = express.Router();
  router.use(['/v1', '/ofrep'], keeper.gate);
  const mount = createMount(router, authenticator);
  mountIngest(mount, { log, publication, letters, hashOrigin, now, measure });
  mountDeadLetters(mount, { letters, publication, state, now });
  mountLists(mount, { state, answering, meeting, models });
  const blames = mountBlame(mount, { log, makeState: makeStarted, answering, logger });
  mountAccounts(mount, state, createModerator(put));
  mountFingerprints(mount, state);
  const judging = openDelivery(mount, deps, { ...basis, put, putInTurn, flags, isReady: hasCaughtUp });
  mountPolicies(mount, { state, proposals, dryRuns, put, now, lineage });
  mountChanges(mount, { state, putInTurn, newId });
  const looking = startWatch(mount, deps, { ...basis, put, answering, publication, isReady: hasCaughtUp });
  mountSafetyCurve(mount, state, safetyCurves);
  mountState(mount, { state, log, answering, recorder, budgets, now });

  startFold({ follower, keeper, models }, (error) => {
    hasFailed = true;
    logger.error({ err: error }, 'the fold has stopped');
    deps.onBroken?.(error);
  });
  publication.start();
  return {
    router,
    async answer(question, when) {
      keeper.checkBegun();
      return answering.answer(question, when);
    },
    putLive: meeting.putLive,
    ready: () => !hasFailed && hasCaughtUp(),
    keepSnapshot: () => keeper.keep(),
    async [Symbol.asyncDispose]() {
      const parts = [
        ...[looking, judging, keeper, models, publication, recorder, meeting, letters],
        ...[dryRuns, safetyCurves, blames, follower, flags],
      ];
      for (const part of parts) await part[Symbol.asyncDispose]();
    },
  };
};
