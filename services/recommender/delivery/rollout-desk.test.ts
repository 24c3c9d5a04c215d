import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RelishEvent } from '../../contracts/events.ts';
import { rolloutPlan } from '../../contracts/rollout.ts';
import { createLogger } from '../../platform/telemetry/logger.ts';
import { aShop } from '../../../test/builders/a-shop.ts';
import { flagsChanged } from '../../../test/builders/acts.ts';
import { daysAgo } from '../../../test/builders/an-order.ts';
import { applyTo, fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import type { ActsInTurn } from '../replay/acts-in-turn.ts';
import { ownEvent } from '../replay/own-events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { RolloutDesk } from './rollout-desk.ts';

const NOW = Date.parse(daysAgo(0));
const author = { id: 'ada', role: 'admin' } as const;
const reason = 'to see what happens';
const step = (parts: number) => ({ parts, leastAccounts: 0, leastMinutes: 0 });
const plan = rolloutPlan.parse({
  challenger: 'popular',
  steps: [step(10_000)],
  expires: new Date(NOW + 86_400_000).toISOString(),
});

let state: RecommenderState;
let events: RelishEvent[];
/** What happens while the challenger is asked for what must always hold. */
let meanwhile: () => Promise<unknown>;
let desk: RolloutDesk;
beforeEach(() => {
  state = fold(aShop({ policy: smallPolicy, established: 3, newcomers: 0, items: 3 }), smallPolicy);
  events = [];
  meanwhile = () => Promise.resolve();
  const stamp = { newId: randomUUID, now: () => NOW };
  const putInTurn: ActsInTurn['put'] = async (decide) => {
    const put = decide().map(({ content, subject }) => ownEvent(content, subject, stamp));
    applyTo(state, put);
    events.push(...put);
    return Promise.resolve(state.position);
  };
  desk = new RolloutDesk({
    ...{ state, putInTurn, ...stamp, logger: createLogger('silent') },
    reasonsToHold: () => [],
    async breaches() {
      await meanwhile();
      return [];
    },
    isReady: () => true,
    isLive: () => true,
  });
});

const begun = async (): Promise<string> => (await desk.start({ ...plan, reason }, author)).rolloutId;
const typesOf = () => events.map(({ type }) => type);

describe('while the challenger is asked for what must always hold', () => {
  test('a person’s pause is not gone over by the judge', async () => {
    const rolloutId = await begun();
    meanwhile = () => desk.act({ rolloutId, act: 'paused', reason, author });
    await desk.look();
    expect(state.rollouts.active?.status).toBe('paused');
    expect(typesOf()).not.toContain('model.promoted');
  });

  test('a person’s change of the flag stops another’s promotion, and nothing of it is on the log', async () => {
    const rolloutId = await begun();
    meanwhile = async () => Promise.resolve(applyTo(state, [flagsChanged({})]));
    const before = typesOf();
    const promoting = desk.act({ rolloutId, act: 'promoted', reason, author });
    await expect(promoting).rejects.toMatchObject({ status: 409, code: 'flag-changed' });
    expect(typesOf()).toEqual(before);
  });

  test('nothing else happens, and it is promoted by the judge', async () => {
    await begun();
    await desk.look();
    expect(state.rollouts.active).toBeUndefined();
    expect(typesOf().slice(-3)).toEqual(['rollout.changed', 'flag.changed', 'model.promoted']);
  });
});
