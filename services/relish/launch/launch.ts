import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createOrderingService } from '../../ordering/create-ordering-service.ts';
import { readPolicy } from '../../ordering/stand-policy.ts';
import { createAuthenticator, staticToken } from '../../platform/auth/authenticator.ts';
import { createOriginHasher } from '../../platform/auth/origin.ts';
import { openFileRevocations } from '../../platform/auth/file-revocations.ts';
import { createSessions } from '../../platform/auth/sessions.ts';
import type { Config } from '../../platform/config/config.ts';
import { openEmbeddedEventLog } from '../../platform/event-log/embedded-event-log.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import { createApp } from '../../platform/http/create-app.ts';
import { notFound, sendProblem } from '../../platform/http/send-problem.ts';
import { serve } from '../../platform/http/serve.ts';
import { createRateLimits } from '../../platform/rate-limits/rate-limits.ts';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { createMetrics } from '../../platform/telemetry/metrics.ts';
import { openProposals } from '../../recommender/policies/proposals.ts';
import { createRecommenderService } from '../../recommender/create-recommender-service.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { createHealth } from './health.ts';
import { createOpenApiDocuments } from './openapi-documents.ts';
import { OpenedParts } from './opened-parts.ts';
import { createWebApps } from './web-apps.ts';

const BUILT_WEB = fileURLToPath(new URL('../../../.build/web', import.meta.url));

/** In the data folder. */
const PROPOSALS = 'policies';
const SIGN_OUTS = 'signed-out';

interface Overrides {
  /** Milliseconds. */
  readonly clock?: { now(): number };
  /** Holds the built web apps. */
  readonly webFolder?: string;
}

/** Relish as it runs. Disposing of it finishes what was taken, then closes the log. */
export interface Relish extends AsyncDisposable {
  readonly url: string;
  readonly data: DataFolder;
  readonly webFolder: string;
  /** How many events of the simulated month were put on the log just now. */
  readonly seeded: number;
}

interface Ground {
  readonly config: Config;
  readonly data: DataFolder;
  readonly log: EventLog;
  readonly clock: { now(): number };
}

/** Both services over one log, in one process: they call each other instead of the network. */
const openServices = async ({ config, data, log, clock }: Ground, parts: OpenedParts) => {
  const logger = createLogger(config.RELISH_LOG_LEVEL);
  const metrics = createMetrics();
  const hashOrigin = createOriginHasher(data.originSecret);
  const now = () => clock.now();
  const revocations = openFileRevocations(join(data.folder, SIGN_OUTS), { now });
  const sessions = createSessions({ secret: data.sessionSecret, revocations, now });
  const authenticator = createAuthenticator([
    staticToken(data.tokens.service.secret, { id: 'service', role: 'service' }),
    staticToken(data.tokens.admin.secret, { id: 'admin-token', role: 'admin' }),
    sessions.read,
  ]);
  const proposals = await openProposals(join(data.folder, PROPOSALS), logger);
  const basis = { log, authenticator, hashOrigin, logger, clock };
  const recommender = parts.add(
    createRecommenderService({ ...basis, proposals, newId: randomUUID, registry: metrics.registry }),
  );
  const recommend: Parameters<typeof createOrderingService>[0]['recommend'] = (question, minPosition) =>
    recommender.answer(question, minPosition === undefined ? {} : { minPosition });
  const ordering = parts.add(
    await createOrderingService({ ...basis, config, sessions, createRateLimits, recommend }),
  );
  return { logger, metrics, recommender, ordering };
};

const open = async (config: Config, overrides: Overrides, parts: OpenedParts): Promise<Relish> => {
  const { clock = Date, webFolder = BUILT_WEB } = overrides;
  // Before anything is written: a wrong time zone or wrong hours end the start here.
  const { timeZone } = readPolicy(config);
  const data = await openDataFolder(config);
  const log = parts.add(await openEmbeddedEventLog({ folder: data.logFolder }));
  const seeded =
    config.RELISH_DEMO === 'on' ? await seedDemo({ log, now: new Date(clock.now()), timeZone }) : 0;
  const services = await openServices({ config, data, log, clock }, parts);

  let isStopping = false;
  const isReady = () => !isStopping && services.recommender.ready();
  const app = createApp({ trustProxy: config.RELISH_TRUST_PROXY });
  app.use(services.metrics.measure, createHealth({ isReady }));
  app.get('/metrics', services.metrics.expose);
  app.use(services.ordering.router, services.recommender.router, createOpenApiDocuments());
  app.use(createWebApps(webFolder), notFound, sendProblem(services.logger));
  const { url } = parts.add(await serve(app, { host: config.HOST, port: config.PORT }));
  return {
    url,
    data,
    webFolder,
    seeded,
    [Symbol.asyncDispose]() {
      isStopping = true;
      return parts[Symbol.asyncDispose]();
    },
  };
};

/**
 * Starts all of Relish in this process, on the embedded log of the data folder.
 * @throws ConfigError for what the environment has to change, AppError 503 `log-in-use`
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
