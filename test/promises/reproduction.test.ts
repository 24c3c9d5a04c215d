import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import {
  type Answer,
  getPopular,
  getRecorded,
  reproduceAnswer,
} from '../../services/contracts/http/answers.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { createFlags, type Flags } from '../../services/platform/flags/flag-client.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { ExposureRecorder } from '../../services/recommender/answers/exposure-recorder.ts';
import { Answering } from '../../services/recommender/answers/answering.ts';
import { openRendezvous } from '../../services/recommender/rendezvous/open-rendezvous.ts';
import { Follower } from '../../services/recommender/replay/follower.ts';
import { Replays } from '../../services/recommender/replay/replays.ts';
import { flagsChanged } from '../builders/acts.ts';
import { anOrder, daysAgo } from '../builders/an-order.ts';
import { aShop } from '../builders/a-shop.ts';
import { applyTo, fold } from '../builders/fold.ts';
import { hostileEvents } from '../builders/hostile.ts';
import { smallPolicy } from '../builders/policies.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';
import { runs } from '../builders/runs.ts';

/** Everything but what names this one request. */
const contentOf = ({ requestId: _, ...content }: Answer): unknown => content;

const sticky: FlagDefinition = {
  [MODEL_FLAG]: {
    state: 'ENABLED',
    variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
    defaultVariant: 'peers',
    targeting: {
      fractional: [{ var: 'targetingKey' }, ['naive', 3_000], ['popular', 3_000], ['peers', 4_000]],
    },
  },
};
const off: FlagDefinition = { [MODEL_FLAG]: { ...defaultFlags[MODEL_FLAG]!, state: 'DISABLED' } };

describe('any past answer', () => {
  let site: RecommenderSite;
  beforeAll(async () => {
    site = await aRecommenderSite(smallPolicy);
    await site.append(aShop({ policy: smallPolicy, established: 8, newcomers: 3, items: 6 }));
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });

  const questions = [
    '/v1/popular?limit=3',
    '/v1/popular?limit=100',
    '/v1/items/i-1/related',
    '/v1/items/__proto__/related',
    '/v1/recommendations?accountId=e-1&limit=4',
    '/v1/recommendations?accountId=e-2&only=new',
    '/v1/recommendations?accountId=n-1',
    '/v1/recommendations?accountId=h-1',
    '/v1/recommendations?accountId=__proto__',
    '/v1/recommendations?accountId=nobody',
  ] as const;

  const ask = async (path: `/${string}`): Promise<Answer> => {
    const reply = await site.call(`GET ${path}`, { as: 'service' });
    expect(reply).toMatchObject({ status: 200 });
    return getPopular.reply.parse(reply.json);
  };
  const moderate = (account: string, act: string) =>
    site.call(`POST /v1/accounts/${account}/${act}`, { body: { reason: 'to see what it does' } });
  const setFlags = (flags: FlagDefinition) =>
    site.call('PUT /v1/flags', { body: { flags, reason: 'to see what it does' } });

  const acts = {
    quarantine: () => moderate('e-1', 'quarantine'),
    reinstate: () => moderate('e-1', 'reinstate'),
    sticky: () => setFlags(sticky),
    off: () => setFlags(off),
    default: () => setFlags(defaultFlags),
    restart: () => site.restart(),
    none: () => Promise.resolve(),
  } as const;
  const names = ['quarantine', 'reinstate', 'sticky', 'off', 'default', 'restart', 'none'] as const;

  const expectSameAgain = async (path: `/${string}`, past: Answer): Promise<void> => {
    const again = await site.call(`POST /v1/recommendations/${past.requestId}/reproduce`, { as: 'analyst' });
    const { identical, ...answer } = reproduceAnswer.reply.parse(again.json);
    expect(answer).toEqual(past);
    expect(identical).toBe(true);
    const asOf = await ask(`${path}${path.includes('?') ? '&' : '?'}asOf=${past.position}`);
    expect(contentOf(asOf)).toEqual(contentOf(past));
    const recorded = await site.call(`GET /v1/recommendations/${past.requestId}`, { as: 'service' });
    expect(getRecorded.reply.parse(recorded.json).answer).toEqual(past);
  };

  test('can be computed again to the byte, whatever came after it', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom(...names),
            hostileEvents({ accounts: ['h-1', 'h-2'], items: 6, maxLength: 25 }),
          ),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        fc.shuffledSubarray([...questions], { minLength: 4, maxLength: 4 }),
        async (turns, asked) => {
          round += 1;
          const past: [`/${string}`, Answer][] = [];
          for (const [index, [act, events]] of turns.entries()) {
            for (const path of asked.slice(0, 2)) past.push([path, await ask(path)]);
            // Asked while the log is written to, at whatever position the fold happens to be.
            const source = `/hostile/${round}/${index}`;
            const [answers] = await Promise.all([
              Promise.all(asked.map((path) => ask(path))),
              site.append(events.map((event) => ({ ...event, source }))),
              act === 'restart' ? undefined : acts[act](),
            ]);
            if (act === 'restart') await site.restart();
            past.push(...asked.map((path, at): [`/${string}`, Answer] => [path, answers[at]!]));
          }
          for (const [path, answer] of past) await expectSameAgain(path, answer);
        },
      ),
      { ...runs(6), endOnFailure: true },
    );
  });

  test('is no longer known under an id that was never given out', async () => {
    for (const id of ['r-1', 'nothing', `r-${site.log.head()}-${'0'.repeat(32)}`, '__proto__']) {
      expect(await site.call(`GET /v1/recommendations/${id}`)).toMatchObject({ status: 404 });
      expect(await site.call(`POST /v1/recommendations/${id}/reproduce`)).toMatchObject({ status: 404 });
    }
  });
});

/** Does something a few turns of the microtask queue from now: between two steps of whoever is waiting. */
const soon = (turns: number, act: () => void): void =>
  queueMicrotask(() => {
    if (turns === 0) act();
    else soon(turns - 1, act);
  });

describe('an answer that is computed while the flags change', () => {
  test.each([0, 1, 2, 3, 4, 5])(
    'names the model that they gave at its position (%p turns later)',
    async (turns) => {
      await using site = await aRecommenderSite();
      const before = await site.append(anOrder('o-1').of('i-1').fulfilled().events);
      const { log } = site;
      const state = fold((await log.read(ORIGIN, 10)).events);
      await using flags = createFlags();
      const unlucky: Flags = {
        ...flags,
        async stringFor(...asked) {
          const found = await flags.stringFor(...asked);
          if (state.flags.definition !== off) soon(turns, () => applyTo(state, [flagsChanged(off)]));
          return found;
        },
      };
      const logger = createLogger('silent');
      const now = () => Date.parse(daysAgo(0));
      await using meeting = openRendezvous({ log, state, logger, now, isRecorded: false });
      const answering = new Answering({
        log,
        state,
        follower: new Follower(log, state),
        replays: new Replays(log, () => fold([])),
        flags: unlucky,
        rendezvous: meeting.rendezvous,
        newId: randomUUID,
        recorder: new ExposureRecorder({ log, logger, now }),
      });
      const answer = await answering.answer({ kind: 'recommendations', accountId: 'a-2', limit: 5 });
      expect(answer.model.name).toBe(answer.position > before ? 'popular' : 'peers');
    },
  );
});
