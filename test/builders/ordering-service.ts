import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Answer, Question } from '../../services/contracts/http/answers.ts';
import { createOrderingService } from '../../services/ordering/create-ordering-service.ts';
import { openPeopleFile } from '../../services/ordering/accounts/people-file.ts';
import { demoPeople } from '../../services/ordering/accounts/demo-people.ts';
import type { StandFact } from '../../services/ordering/stand/stand-events.ts';
import { createAuthenticator, staticToken } from '../../services/platform/auth/authenticator.ts';
import { createOriginHasher } from '../../services/platform/auth/origin.ts';
import { openFileRevocations } from '../../services/platform/auth/file-revocations.ts';
import { createSessions } from '../../services/platform/auth/sessions.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';
import { ORIGIN, type EventLog, type Position } from '../../services/platform/event-log/event-log.ts';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { createApp } from '../../services/platform/http/create-app.ts';
import { notFound, sendProblem } from '../../services/platform/http/send-problem.ts';
import { createLocalChores } from '../../services/platform/chores/local-chores.ts';
import { createRateLimits } from '../../services/platform/rate-limits/rate-limits.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { toStandEvent } from './ordering.ts';

const SECRET = 'c'.repeat(64);
const SERVICE_TOKEN = 'service-token-of-this-test';

interface CallOptions {
  /** Whose session; nobody's if absent. */
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface RunningOrdering {
  readonly url: string;
  call(request: `${'GET' | 'POST' | 'DELETE'} /${string}`, options?: CallOptions): Promise<Reply>;
  tokenOf(accountId: string): Promise<string>;
  stop(): Promise<void>;
}

interface OrderingOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly recommend?: (question: Question, minPosition?: Position) => Promise<Answer>;
}

/** A data folder with its log and a clock that only moves when told; services come and go over it. */
export interface OrderingSite {
  readonly folder: string;
  readonly log: EventLog;
  readonly clock: { now(): number; set(time: string): void; pass(seconds: number): void };
  /** What others wrote under the stand's source before it opened. */
  given(time: string, ...facts: readonly StandFact[]): Promise<void>;
  events(): Promise<RelishEvent[]>;
  /** How many events of a type are on the log. */
  count(type: RelishEvent['type']): Promise<number>;
  start(options?: OrderingOptions): Promise<RunningOrdering>;
  /** Closes the log and opens it again: all that a new process would find. */
  reopen(): Promise<void>;
  remove(): Promise<void>;
}

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = z.object({ port: z.number() }).parse(server.address());
  return `http://127.0.0.1:${address.port}`;
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const createClock = (): OrderingSite['clock'] => {
  let now = Date.parse('2026-11-20T12:00:00Z');
  return {
    now: () => now,
    set: (time) => (now = Date.parse(time)),
    pass: (seconds) => (now += seconds * 1_000),
  };
};

const send = async (
  url: string,
  token: string | undefined,
  request: string,
  options: CallOptions,
): Promise<Reply> => {
  const [method = 'GET', target = '/'] = request.split(' ');
  const { body, headers } = options;
  const response = await fetch(`${url}${target}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
};

const startService = async (
  { folder, log, clock }: Pick<OrderingSite, 'folder' | 'log' | 'clock'>,
  { env = {}, recommend = () => Promise.reject(new Error('nobody recommends here')) }: OrderingOptions,
): Promise<RunningOrdering> => {
  const config = readConfig({ RELISH_DATA: folder, ...env });
  const logger = createLogger('silent');
  const now = () => clock.now();
  const revocations = openFileRevocations(path.join(folder, 'signed-out'), { now });
  const sessions = createSessions({ secret: SECRET, revocations, now });
  const service = staticToken(SERVICE_TOKEN, { id: 'service', role: 'service' });
  const peopleStore = openPeopleFile(folder);
  const authenticator = createAuthenticator([service, sessions.read]);
  const hashOrigin = createOriginHasher(SECRET);
  const ordering = await createOrderingService({
    ...{ config, log, authenticator, sessions, peopleStore, hashOrigin },
    ...{ createRateLimits, recommend, clock },
    createChores: () => createLocalChores(logger),
  });
  const app = createApp({ trustProxy: config.RELISH_TRUST_PROXY });
  app.use(ordering.router, notFound, sendProblem(logger));
  const server = createServer(app);
  const url = await listen(server);
  const tokenOf = async (accountId: string): Promise<string> => {
    if (accountId === 'service') return SERVICE_TOKEN;
    const role = demoPeople.find((person) => person.accountId === accountId)?.role ?? 'customer';
    return (await sessions.issue({ accountId, role })).token;
  };
  return {
    url,
    tokenOf,
    call: async (request, options = {}) =>
      send(url, options.as === undefined ? undefined : await tokenOf(options.as), request, options),
    async stop() {
      await close(server);
      await ordering[Symbol.asyncDispose]();
    },
  };
};

const readAll = async (log: EventLog): Promise<RelishEvent[]> => {
  const events: RelishEvent[] = [];
  let after = ORIGIN;
  for (;;) {
    const batch = await log.read(after, 1_000);
    if (batch.events.length === 0) return events;
    events.push(...batch.events);
    after = batch.last;
  }
};

export const anOrderingSite = async (): Promise<OrderingSite> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ordering-'));
  const open = () => openEmbeddedEventLog({ folder: path.join(folder, 'log') });
  const clock = createClock();
  const running = new Set<RunningOrdering>();
  let log = await open();
  let given = 0;
  const stopAll = async (): Promise<void> => {
    await Promise.all([...running].map((service) => service.stop()));
    running.clear();
    await log[Symbol.asyncDispose]();
  };
  return {
    folder,
    get log() {
      return log;
    },
    clock,
    async given(time, ...facts) {
      await log.append(facts.map((fact) => toStandEvent(fact, `given-${(given += 1)}`, time)));
    },
    events: () => readAll(log),
    count: async (type) => (await readAll(log)).filter((event) => event.type === type).length,
    async start(options = {}) {
      const service = await startService({ folder, log, clock }, options);
      running.add(service);
      return service;
    },
    async reopen() {
      await stopAll();
      log = await open();
    },
    async remove() {
      await stopAll();
      await rm(folder, { recursive: true });
    },
  };
};
