import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { EVENT_BATCH, type IngestResult, postEvents } from '../../services/contracts/http/ingest.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { createAuthenticator, staticToken } from '../../services/platform/auth/authenticator.ts';
import type { Chore } from '../../services/platform/chores/chores.ts';
import { createOriginHasher } from '../../services/platform/auth/origin.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import type { EventLog, Position } from '../../services/platform/event-log/event-log.ts';
import { createApp } from '../../services/platform/http/create-app.ts';
import { notFound, sendProblem } from '../../services/platform/http/send-problem.ts';
import { serve } from '../../services/platform/http/serve.ts';
import { openFileObjectStore } from '../../services/platform/object-store/file-object-store.ts';
import type { ObjectStore } from '../../services/platform/object-store/object-store.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import {
  createRecommenderService,
  type RecommenderDeps,
} from '../../services/recommender/create-recommender-service.ts';
import type { Policy } from '../../services/recommender/integrity/policy.ts';
import type { TrainedModel } from '../../services/recommender/rendezvous/open-rendezvous.ts';
import { createProposals } from '../../services/recommender/policies/proposals.ts';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { TODAY } from './an-order.ts';

const ROLES = ['customer', 'operator', 'analyst', 'admin', 'service'] as const;
type Role = (typeof ROLES)[number];
/** More admins: what takes two people takes two of them, and the token is none. */
const ADMINS = ['second-admin', 'third-admin', 'admin-token'] as const;
type Caller = Role | (typeof ADMINS)[number];

interface CallOptions {
  /** Nobody's token if null. */
  readonly as?: Caller | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

/** A recommender over a log in a folder of its own, asked over HTTP. Its clock stands at the evening of `TODAY`. */
export interface RecommenderSite extends AsyncDisposable {
  readonly url: string;
  readonly log: EventLog;
  readonly objects: ObjectStore;
  call(request: `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`, options?: CallOptions): Promise<Reply>;
  /** A batch by way of the ingest. */
  ingest(events: readonly unknown[]): Promise<IngestResult>;
  /** Whatever is given goes straight to the log. Resolves with its position, once it is folded. */
  append(events: readonly RelishEvent[]): Promise<Position>;
  keepSnapshot(): Promise<Position | undefined>;
  /** Has a trained model asked with every request, until the next restart. */
  putLive(trained: TrainedModel): void;
  /** Does all chores once: looks for incidents, judges a rollout, trains. */
  look(): Promise<void>;
  /** What Prometheus would read. */
  metrics(): Promise<string>;
  /** Closes everything and opens it again: all that a new process would find. */
  restart(): Promise<void>;
}

const signer = createSigner(makeSigningKey(), 'a test');
const tokenOf = (caller: Caller): string => `token-of-the-${caller}`;
const NOW = Date.parse(`${TODAY}T22:00:00Z`);

interface SiteOptions {
  /** Milliseconds; by default the clock stands still. */
  readonly now?: () => number;
  /** Hears what is logged, line by line; by default nothing is. */
  readonly onLog?: (line: string) => void;
  /**
   * By default what models say isn't written to the log, where it would move the head a moment later, and nothing that is
   * only compared is left out, however busy the machine is.
   */
  readonly rendezvous?: NonNullable<RecommenderDeps['rendezvous']>;
  /** By default none are kept. */
  readonly snapshots?: NonNullable<RecommenderDeps['snapshots']>;
  /** Seals forensic bundles; by default none are kept. */
  readonly seal?: NonNullable<RecommenderDeps['seal']>;
  /** By default nobody is told what was made of what. */
  readonly lineage?: NonNullable<RecommenderDeps['lineage']>;
}

/** Chores that are done when a test says so. */
const chosenChores = () => {
  const started: Chore[] = [];
  return {
    start(chore: Chore) {
      // Redis lets the recommender do no others (infra/redis/users.acl.template).
      if (!chore.name.startsWith('recommender.')) throw new Error(`${chore.name} is nobody's chore`);
      started.push(chore);
    },
    async work() {
      for (const { work } of started) await work(new AbortController().signal);
    },
    async [Symbol.asyncDispose]() {},
  };
};

const open = async (folder: string, policy: Policy | undefined, options: SiteOptions) => {
  const { now = () => NOW, onLog, snapshots, rendezvous, seal, lineage } = options;
  const chores = chosenChores();
  const log = await openEmbeddedEventLog({ folder });
  const objects = await openFileObjectStore({ folder: path.join(folder, 'objects') });
  const logger = onLog ? pino({ level: 'info' }, { write: onLog }) : createLogger('silent');
  const registry = new Registry();
  const service = createRecommenderService({
    log,
    authenticator: createAuthenticator([
      ...ROLES.map((role) => staticToken(tokenOf(role), { id: `the-${role}`, role })),
      ...ADMINS.map((id) => staticToken(tokenOf(id), { id, role: 'admin' })),
    ]),
    hashOrigin: createOriginHasher('c'.repeat(64)),
    logger,
    newId: randomUUID,
    clock: { now },
    registry,
    objects,
    signer,
    version: '0.0.0',
    proposals: createProposals({ objects, logger }),
    // What a test reads on the log is there once it has an answer, however slow the disk is.
    dueMs: Infinity,
    rendezvous: { isRecorded: false, isPressed: () => false, ...rendezvous },
    ...(policy && { policy }),
    ...(snapshots && { snapshots }),
    ...(seal && { seal }),
    ...(lineage && { lineage }),
    createChores: () => chores,
  });
  // What it says before it has read the log is true of an early position only.
  while (!service.ready()) await setImmediate();
  const app = createApp({ trustProxy: [] });
  app.use(service.router, notFound, sendProblem(logger));
  const served = await serve(app, { host: '127.0.0.1', port: 0, drainMs: 1_000 });
  return {
    log,
    objects,
    registry,
    url: served.url,
    keepSnapshot: () => service.keepSnapshot(),
    putLive: service.putLive,
    look: () => chores.work(),
    async close() {
      await served[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
      await log[Symbol.asyncDispose]();
    },
  };
};

const send = async (url: string, request: string, options: CallOptions): Promise<Reply> => {
  const [method = 'GET', target = '/'] = request.split(/ (.*)/s);
  const { as = 'admin', body, headers } = options;
  const response = await fetch(`${url}${target}`, {
    method,
    headers: {
      ...(as && { authorization: `Bearer ${tokenOf(as)}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: text === '' ? undefined : JSON.parse(text),
  };
};

export const aRecommenderSite = async (
  policy?: Policy,
  options: SiteOptions = {},
): Promise<RecommenderSite> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'recommender-'));
  let running = await open(folder, policy, options);
  const call: RecommenderSite['call'] = (request, options = {}) => send(running.url, request, options);
  return {
    get url() {
      return running.url;
    },
    get log() {
      return running.log;
    },
    get objects() {
      return running.objects;
    },
    call,
    async ingest(events) {
      const options = { as: 'service', body: events, headers: { 'content-type': EVENT_BATCH } } as const;
      return postEvents.reply.parse((await call('POST /v1/events', options)).json);
    },
    async append(events) {
      const appended = await running.log.append(events);
      if (appended.outcome === 'conflict') throw new Error('a conflict without an expectation');
      const position = appended.positions.at(-1) ?? running.log.head();
      let folded = '';
      while (folded < position) {
        const { json } = await call('GET /v1/status', { as: 'service' });
        folded = getStatus.reply.parse(json).position;
      }
      return position;
    },
    keepSnapshot: () => running.keepSnapshot(),
    putLive: (trained) => running.putLive(trained),
    look: () => running.look(),
    metrics: () => running.registry.metrics(),
    async restart() {
      await running.close();
      running = await open(folder, policy, options);
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      await rm(folder, { recursive: true });
    },
  };
};
