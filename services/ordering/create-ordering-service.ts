import { randomUUID } from 'node:crypto';
import express, { type Router } from 'express';
import { getMyRecommendations } from '../contracts/http/ordering.ts';
import type { Authenticator } from '../platform/auth/authenticator.ts';
import type { OriginHasher } from '../platform/auth/origin.ts';
import type { Sessions } from '../platform/auth/sessions.ts';
import { readConfig, type Config } from '../platform/config/config.ts';
import type { Chores } from '../platform/chores/chores.ts';
import type { EventLog } from '../platform/event-log/event-log.ts';
import { AppError } from '../platform/http/app-error.ts';
import { createMount, type Mount } from '../platform/http/mount.ts';
import type { CreateRateLimits } from '../platform/rate-limits/rate-limits.ts';
import { demoPeople } from './accounts/demo-people.ts';
import type { PeopleStore } from './accounts/people-store.ts';
import { createPeople, type People } from './accounts/people.ts';
import { mountAccounts } from './accounts/routes.ts';
import { type Admission, createAdmission } from './admission/admission.ts';
import { hotDogs } from './menu/hot-dogs.ts';
import { mountMenu } from './menu/routes.ts';
import { createOrderBook } from './orders/order-book.ts';
import { createOrderView } from './orders/order-view.ts';
import { mountOrders } from './orders/routes.ts';
import { createStandDesk } from './orders/stand-desk.ts';
import { openStandLog } from './orders/stand-log.ts';
import type { Recommend } from './recommendations/recommender-client.ts';
import { readPolicy } from './stand-policy.ts';
import type { StandPolicy } from './stand/stand-command.ts';
import { evolve } from './stand/evolve.ts';
import { createDayOf } from './stand/local-day.ts';
import { emptyStand } from './stand/stand-state.ts';

/** What nobody fetched in time is given up this often. */
const TICK_MS = 1_000;

/** What the demo's passcode is unless somebody chose one. */
const wellKnownPasscode = readConfig({}).RELISH_DEMO_PASSCODE;

export interface OrderingDeps {
  readonly config: Config;
  readonly log: EventLog;
  readonly authenticator: Authenticator;
  readonly sessions: Sessions;
  readonly peopleStore: PeopleStore;
  readonly hashOrigin: OriginHasher;
  readonly createRateLimits: CreateRateLimits;
  readonly recommend: Recommend;
  /** Milliseconds. */
  readonly clock: { now(): number };
  /** Chores of this service, shared with its replicas. */
  readonly createChores: () => Chores;
  /** Hears that the log isn't the one that was read: this process is of no more use then. */
  readonly onBroken?: (error: unknown) => void;
}

export interface OrderingService extends AsyncDisposable {
  readonly router: Router;
}

const mountRecommendations = (mount: Mount, recommend: Recommend, { list }: Admission): void =>
  mount(
    getMyRecommendations,
    ({ principal, query: { limit, minPosition } }) =>
      recommend({ kind: 'recommendations', accountId: principal.id, limit }, minPosition),
    { admit: list },
  );

/** A passcode that somebody chose is a secret: only the well-known one is told to whoever opens the page. */
const describeDemo = ({ RELISH_DEMO: demo, RELISH_DEMO_PASSCODE: passcode }: Config) => ({
  demo: demo === 'on',
  accounts: demo === 'on' ? [...demoPeople] : [],
  ...(demo === 'on' && passcode === wellKnownPasscode && { passcode }),
});

const openPeople = (store: PeopleStore, { RELISH_DEMO, RELISH_DEMO_PASSCODE }: Config): Promise<People> =>
  createPeople({
    store,
    ...(RELISH_DEMO === 'on' && { demo: { people: demoPeople, passcode: RELISH_DEMO_PASSCODE } }),
  });

const isRewound = (error: unknown): boolean => error instanceof AppError && error.code === 'log-rewound';

/** The stand as a fold of its events, and the desk where it is commanded. */
const openStand = ({ log, clock }: OrderingDeps, policy: StandPolicy) => {
  const state = emptyStand(createDayOf(policy.timeZone));
  const book = createOrderBook();
  const standLog = openStandLog({
    log,
    newId: randomUUID,
    apply(event, position) {
      evolve(state, event);
      const order = 'orderId' in event.data ? state.orders.get(event.data.orderId) : undefined;
      if (order) book.record(order, position);
    },
  });
  return { state, book, desk: createStandDesk({ standLog, state, policy, clock }) };
};

/**
 * Ordering over a log: who may sign in, what there is to eat, who ordered what. Has caught up with the log
 * when it resolves. Disposing of it finishes what was taken; the log stays open.
 * @throws ConfigError for a time zone that nobody has; Error for a damaged people.json
 */
export const createOrderingService = async (deps: OrderingDeps): Promise<OrderingService> => {
  const { config, log, authenticator, sessions, hashOrigin, createRateLimits, recommend, clock } = deps;
  const policy = readPolicy(config);
  const people = await openPeople(deps.peopleStore, config);
  const { state, book, desk } = openStand(deps, policy);
  await desk.catchUp();
  if (config.RELISH_DEMO === 'on') await desk.run({ type: 'list-menu', items: hotDogs });

  const router = express.Router();
  const mount = createMount(router, authenticator);
  const admission = createAdmission(config, createRateLimits);
  const view = createOrderView({ state, people, policy });
  mountAccounts(mount, { people, sessions, admission, demo: describeDemo(config) });
  mountMenu(mount, { desk, state, policy, clock });
  mountOrders(mount, { desk, state, book, view, people, admission, hashOrigin, newId: randomUUID, clock });
  mountRecommendations(mount, recommend, admission);

  const chores = deps.createChores();
  chores.start({
    name: 'ordering.tick',
    everyMs: TICK_MS,
    async work() {
      // Whoever orders hears it; a log that is away is no failure of the tick.
      if (log.awaySince() !== undefined) return;
      try {
        await desk.catchUp();
        await desk.run({ type: 'tick' });
      } catch (error) {
        if (isRewound(error)) deps.onBroken?.(error);
        throw error;
      }
    },
  });

  return {
    router,
    async [Symbol.asyncDispose]() {
      await chores[Symbol.asyncDispose]();
      await desk.close();
    },
  };
};
