import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getFlags, type FlagDefinition, watchMyVariant } from '../../services/contracts/http/flags.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { ask, expectProblem } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

let site: RecommenderSite;
beforeAll(async () => {
  site = await aRecommenderSite();
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

describe('flags', () => {
  const put = (flags: unknown, reason: unknown = 'to see what it does') =>
    site.call('PUT /v1/flags', { body: { flags, reason } });
  const model: FlagDefinition[string] = {
    state: 'ENABLED',
    variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
    defaultVariant: 'peers',
  };
  const only = (change: object) => ({ [MODEL_FLAG]: { ...model, ...change } });
  const modelFor = async (account: string) =>
    (await ask(site, `/v1/recommendations?accountId=${account}`)).model.name;

  test('choose who answers: by default, by account, by share, and with the kill switch', async () => {
    expect(await modelFor('flag-1')).toBe('peers');
    expect((await put(only({ defaultVariant: 'naive' }))).status).toBe(200);
    expect(await modelFor('flag-1')).toBe('naive');
    const rule = { if: [{ '===': [{ var: 'accountId' }, 'flag-2'] }, 'popular', 'peers'] };
    await put(only({ targeting: rule }));
    expect([await modelFor('flag-1'), await modelFor('flag-2')]).toEqual(['peers', 'popular']);
    await put(
      only({ targeting: { fractional: [{ var: 'targetingKey' }, ['naive', 5_000], ['peers', 5_000]] } }),
    );
    const asked = Array.from({ length: 24 }, (_, index) => `sticky-${index}`);
    const split = await Promise.all(asked.map(modelFor));
    expect(new Set(split)).toEqual(new Set(['naive', 'peers']));
    expect(await Promise.all(asked.map(modelFor))).toEqual(split);
    await put(only({ state: 'DISABLED' }));
    expect(await modelFor('flag-1')).toBe('popular');
    await put({});
    expect(await modelFor('flag-1')).toBe('popular');
    await put(defaultFlags);
    expect(await modelFor('flag-1')).toBe('peers');
  });

  test('tell an open page when its account is given another variant, and nobody else', async () => {
    const mine = async (known: string) => {
      const query = known && `?known=${known}`;
      const reply = await site.call(`GET ${watchMyVariant.path}${query}`, { as: 'customer' });
      return watchMyVariant.reply.parse(reply.json).variant;
    };
    expect(await mine('')).toBe('peers');
    const waiting = mine('peers');
    await put(only({ targeting: { if: [{ '===': [{ var: 'accountId' }, 'somebody'] }, 'naive', 'peers'] } }));
    await put(only({ state: 'DISABLED' }), 'the kill switch');
    expect(await waiting).toBeUndefined();
    const back = mine('');
    await put(defaultFlags);
    expect(await back).toBe('peers');
    const others = site.call(`GET ${watchMyVariant.path}`, { as: 'analyst' });
    await expectProblem(others, 403, 'forbidden');
  });

  test('are refused as a whole when anything about them is wrong', async () => {
    const before = site.log.head();
    const share = (weight: unknown) =>
      only({ targeting: { fractional: [{ var: 'targetingKey' }, ['naive', weight], ['peers', 5]] } });
    for (const flags of [
      share(2.5),
      share(-1),
      share('5'),
      only({ targeting: { unheard_of: [1, 2] } }),
      only({ defaultVariant: 'nothing' }),
      only({ targeting: { if: [true, 'nothing', 'peers'] } }),
      only({ variants: { peers: 'no such model' } }),
      only({ variants: { peers: 'related' } }),
      only({ variants: {} }),
    ]) {
      await expectProblem(put(flags), 422);
    }
    for (const flags of [only({ state: 'MAYBE' }), only({ staet: 'ENABLED' }), 7, null, []]) {
      const reply = await put(flags);
      expect([400, 422]).toContain(reply.status);
    }
    for (const reason of ['', 'no', null, 7]) await expectProblem(put(defaultFlags, reason), 400);
    expect(site.log.head()).toBe(before);
  });

  test('remember who changed them why, through a restart', async () => {
    await put(only({ defaultVariant: 'popular' }), 'popular for everybody');
    await site.restart();
    const state = getFlags.reply.parse((await site.call('GET /v1/flags', { as: 'analyst' })).json);
    expect(state.flags).toEqual(only({ defaultVariant: 'popular' }));
    expect(state.changes[0]).toMatchObject({
      reason: 'popular for everybody',
      author: { id: 'the-admin', role: 'admin' },
      digest: state.digest,
      flags: state.flags,
    });
    await put(defaultFlags);
  });
});
