import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { readPolicy } from '../../ordering/stand-policy.ts';
import type { Config } from '../../platform/config/config.ts';
import { createApp } from '../../platform/http/create-app.ts';
import { notFound, sendProblem } from '../../platform/http/send-problem.ts';
import { serve } from '../../platform/http/serve.ts';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { createMetrics, type Metrics } from '../../platform/telemetry/metrics.ts';
import { openTracing } from '../../platform/telemetry/open-tracing.ts';
import type { Tracing } from '../../platform/telemetry/tracing.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { createHealth } from './health.ts';
import { openArchive, startArchiving } from './open-archive.ts';
import { openObjects } from './open-objects.ts';
import { openLineage } from './open-lineage.ts';
import { openLogs, type Logs } from './open-logs.ts';
import { openServices, type Services } from './open-services.ts';
import { openSigning } from './open-signing.ts';
import { openShared } from './open-shared.ts';
import { createOpenApiWhenAsked } from './openapi-when-asked.ts';
import { OpenedParts } from './opened-parts.ts';
import { reachRedis } from './reach-redis.ts';
import { createWebApps } from './web-apps.ts';

const BUILT_WEB = fileURLToPath(new URL('../../../.build/web', import.meta.url));

interface Overrides {
  /** Milliseconds. */
  readonly clock?: { now(): number };
  /** Holds the built web apps. */
  readonly webFolder?: string;
  /** Ends the wait for an engine that isn't there yet. */
  readonly stop?: AbortSignal;
}

/** Relish as it runs. Disposing of it finishes what was taken, then closes the log. */
export interface Relish extends AsyncDisposable {
  readonly url: string;
  readonly data: DataFolder;
  readonly webFolder: string;
  /** How many events of the simulated month were put on the log just now. */
  readonly seeded: number;
  /** Aborts, with the error, when a service can't go on: nothing but a new start helps. */
  readonly broken: AbortSignal;
}

const seed = async (config: Config, { ordering }: Logs, now: Date, timeZone: string): Promise<number> =>
  config.RELISH_DEMO === 'on' && ordering ? seedDemo({ log: ordering, now, timeZone }) : 0;

interface AppParts {
  readonly services: Services;
  readonly metrics: Metrics;
  readonly tracing: Tracing | undefined;
  readonly webFolder: string;
  /** It stops, or can't go on. */
  readonly isEnding: () => boolean;
  readonly waitsFor: () => readonly string[];
  readonly logger: Logger;
}

/** A service apart serves no pages: whatever is in front of all of them does. */
const createRelishApp = (config: Config, parts: AppParts) => {
  const { services, metrics, tracing, webFolder, isEnding, waitsFor, logger } = parts;
  const app = createApp({ trustProxy: config.RELISH_TRUST_PROXY });
  const isReady = () => !isEnding() && services.isReady();
  app.use(metrics.measure, createHealth({ isReady, waitsFor, logger }));
  app.get('/metrics', metrics.expose);
  if (tracing) app.use(tracing.serve);
  app.use(...services.routers, createOpenApiWhenAsked(config));
  if (config.RELISH_SERVICE === 'all') app.use(createWebApps(webFolder));
  return app;
};

/** Opened before the rest, so that it is closed after it: the last spans are sent too. */
const startTracing = async (config: Config, logger: Logger, parts: OpenedParts) => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, RELISH_SERVICE, RECOMMENDER_URL } = config;
  const service = RELISH_SERVICE === 'all' ? 'relish' : `relish-${RELISH_SERVICE}`;
  const peers = RECOMMENDER_URL === undefined ? [] : [RECOMMENDER_URL];
  const tracing = await openTracing({ endpoint, service, peers, logger });
  return tracing && parts.add(tracing);
};

/** Each service's log, with spans where there is tracing. */
const traceLogs = ({ ordering, recommender }: Logs, tracing: Tracing | undefined): Logs => ({
  ...(ordering && { ordering: tracing ? tracing.traceLog(ordering) : ordering }),
  ...(recommender && { recommender: tracing ? tracing.traceLog(recommender) : recommender }),
});

const open = async (config: Config, overrides: Overrides, parts: OpenedParts): Promise<Relish> => {
  const { clock = Date, webFolder = BUILT_WEB, stop } = overrides;
  const now = () => clock.now();
  // Before anything is written: a wrong time zone or wrong hours end the start here.
  const { timeZone } = readPolicy(config);
  const data = await openDataFolder(config);
  const logger = createLogger(config.RELISH_LOG_LEVEL);
  const metrics = createMetrics();
  const tracing = await startTracing(config, logger, parts);
  const redis = await reachRedis(config, { logger, stop }, parts);
  const { store: objects, isAway } = await openObjects(config, { data, logger }, parts);
  const signing = await openSigning(config);
  const archive = redis && config.S3_ENDPOINT !== undefined ? openArchive(objects, signing) : undefined;
  const logs = await openLogs(config, data, archive?.streams, parts);
  const shared = await openShared({ data, redis, logger, now }, parts);
  if (redis && archive) startArchiving({ config, archive, client: redis, logger, ...shared }, parts);
  const seeded = await seed(config, logs, new Date(now()), timeZone);
  const { registry } = metrics;
  const onDropped = (what: object) => logger.warn(what, 'lineage was not told');
  const lineage = openLineage({ config, folder: data.folder, onDropped, now, registry }, parts);
  const broken = new AbortController();
  const ground = {
    ...{ config, data, objects, signing, shared, logger, registry, clock, stop, lineage },
    logs: traceLogs(logs, tracing),
    onBroken: (error: unknown) => broken.abort(error),
  };
  const services = await openServices(ground, parts);

  let isStopping = false;
  const isEnding = () => isStopping || broken.signal.aborted;
  const waitsFor = () => (isAway() ? ['object store'] : []);
  const app = createRelishApp(config, { services, metrics, tracing, webFolder, isEnding, waitsFor, logger });
  app.use(notFound, sendProblem(logger));
  const { url } = parts.add(await serve(app, { host: config.HOST, port: config.PORT }));
  return {
    url,
    data,
    webFolder,
    seeded,
    broken: broken.signal,
    [Symbol.asyncDispose]() {
      isStopping = true;
      return parts[Symbol.asyncDispose]();
    },
  };
};

/**
 * Starts what RELISH_SERVICE says in this process: all of Relish, or one service of it; on the embedded log of the data
 * folder, or on Redis where REDIS_URL says where that is.
 * @throws ConfigError for what the environment has to change, AppError 503 `log-in-use` or `log-away`
 */
export const launch = async (config: Config, overrides: Overrides = {}): Promise<Relish> => {
  const parts = new OpenedParts();
  try {
    return await open(config, overrides, parts);
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    throw error;
  }
};
