import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Router } from 'express';
import type { RelishEvent } from '../../../services/contracts/events.ts';
import { defaultFlags, MODEL_FLAG } from '../../../services/platform/flags/default-flags.ts';
import { createFlags } from '../../../services/platform/flags/flag-client.ts';
import { createAuthenticator, staticToken } from '../../../services/platform/auth/authenticator.ts';
import { openEmbeddedEventLog } from '../../../services/platform/event-log/embedded-event-log.ts';
import { createApp } from '../../../services/platform/http/create-app.ts';
import { createMount } from '../../../services/platform/http/mount.ts';
import { notFound, sendProblem } from '../../../services/platform/http/send-problem.ts';
import { serve } from '../../../services/platform/http/serve.ts';
import { digestOfBytes } from '../../../services/platform/digest/bytes-digest.ts';
import { collectSeldom } from '../../../services/platform/memory/collect-seldom.ts';
import { createLogger } from '../../../services/platform/telemetry/logger.ts';
import { Answering } from '../../../services/recommender/answers/answering.ts';
import { computeAnswer } from '../../../services/recommender/answers/compute-answer.ts';
import { ExposureRecorder } from '../../../services/recommender/answers/exposure-recorder.ts';
import { mountAnswers } from '../../../services/recommender/answers/routes.ts';
import { defaultPolicy } from '../../../services/recommender/integrity/policy.ts';
import { openRendezvous } from '../../../services/recommender/rendezvous/open-rendezvous.ts';
import { mountModels } from '../../../services/recommender/rendezvous/routes.ts';
import { Follower } from '../../../services/recommender/replay/follower.ts';
import { RecommenderState } from '../../../services/recommender/replay/recommender-state.ts';
import { Replays } from '../../../services/recommender/replay/replays.ts';
import { faultyModel } from '../../builders/apart/faulty-model.ts';
import { mostDaysModel } from '../../builders/apart/most-days-model.ts';
import { syntheticShop } from '../synthetic-shop.ts';
import { secondModel } from './second-model.ts';
import { SHOP, TOKEN } from './shop.ts';

/**
 * A process that serves one shop in three ways: `/bare` an Express route with a list that is always the same, `/alone`
 * the preferred model alone, `/four` the rendezvous of four. What it is told on standard input happens: `hang` makes one
 * of the four loop, `prefer` makes that one the preferred. It ends when its input does.
 */
collectSeldom();
const folder = await mkdtemp(path.join(tmpdir(), 'bench-serve-'));
const log = await openEmbeddedEventLog({ folder });
const now = () => Date.now();
const logger = createLogger('silent');
let events: RelishEvent[] = [];
for (const event of syntheticShop(SHOP)) {
  events.push(event);
  if (events.length < 5_000) continue;
  await log.append(events);
  events = [];
}
await log.append(events);

const state = new RecommenderState(defaultPolicy, defaultFlags);
const follower = new Follower(log, state);
follower.start((error) => {
  throw error;
});
await follower.reached(log.head(), 60_000);
state.refresh();

const flags = createFlags();
const replays = new Replays(log, () => new RecommenderState(defaultPolicy, defaultFlags));
const basis = { log, state, follower, replays, flags, newId: randomUUID };
const meeting = openRendezvous({ log, state, logger, now });
const alone = new Answering({
  ...basis,
  recorder: new ExposureRecorder({ log, logger, now }),
  rendezvous: {
    ask: (at, question, _, requestId) => computeAnswer(at, 'peers', question, requestId),
    again: meeting.rendezvous.again.bind(meeting.rendezvous),
  },
});
const recorder = new ExposureRecorder({ log, logger, now });
const four = new Answering({ ...basis, ...meeting, recorder });

const sums = Object.fromEntries(Array.from({ length: SHOP.items }, (_, item) => [`i-${item}`, 1_000 - item]));
const artifact = new TextEncoder().encode(JSON.stringify(sums));
const digest = digestOfBytes(artifact);
const live = { artifact, digest };
meeting.putLive({
  ...live,
  model: mostDaysModel,
  module: new URL('../../builders/apart/most-days-model.ts', import.meta.url),
});
meeting.putLive({ ...live, model: secondModel, module: new URL('./second-model.ts', import.meta.url) });

const commands: Readonly<Record<string, () => unknown>> = {
  hang: () => {
    const loops = new TextEncoder().encode('loops');
    const module = new URL('../../builders/apart/faulty-model.ts', import.meta.url);
    meeting.putLive({ model: faultyModel, module, artifact: loops, digest: digestOfBytes(loops) });
  },
  prefer: () =>
    log.append([
      {
        ...{ specversion: '1.0', id: randomUUID(), source: '/bench', time: new Date(now()).toISOString() },
        type: 'flag.changed',
        data: {
          flags: { [MODEL_FLAG]: { state: 'ENABLED', variants: { ease: 'ease' }, defaultVariant: 'ease' } },
          reason: 'bench',
          author: { id: 'bench', role: 'admin' },
        },
      },
    ]),
};

const authenticator = createAuthenticator([staticToken(TOKEN, { id: 'bench', role: 'service' })]);
const routerOf = (answering: Answering): Router => {
  const router = Router();
  mountAnswers(createMount(router, authenticator), answering);
  return router;
};
const app = createApp({ trustProxy: [] });
const sample = computeAnswer(
  state,
  'peers',
  { kind: 'recommendations', accountId: 'a-1', limit: 5 },
  'bench',
);
app.get('/bare', (_, response) => {
  response.json(sample);
});
const withModels = routerOf(four);
mountModels(createMount(withModels, authenticator), meeting);
app.use('/alone', routerOf(alone));
app.use('/four', withModels);
app.use(notFound, sendProblem(logger));
const served = await serve(app, { host: '127.0.0.1', port: 0 });
console.log(served.url);

for await (const line of process.stdin.setEncoding('utf8')) {
  for (const word of String(line).trim().split(/\s+/)) await commands[word]?.();
}
for (const part of [served, recorder, meeting, follower, flags, log]) await part[Symbol.asyncDispose]();
await rm(folder, { recursive: true });
process.exit(0);
