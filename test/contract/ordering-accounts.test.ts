import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listPeople } from '../../services/contracts/http/ordering.ts';
import { expectProblem } from '../builders/ordering-client.ts';
import { anOrderingSite, type OrderingSite, type RunningOrdering } from '../builders/ordering-service.ts';

let site: OrderingSite;
beforeEach(async () => {
  site = await anOrderingSite();
});
afterEach(() => site.remove());

describe('signing in', () => {
  test('with a passcode, until signing out', async () => {
    const stand = await site.start();
    const body = { accountId: 'e-01', passcode: 'relish' };
    const reply = await stand.call('POST /api/session', { body });
    expect(reply.status).toBe(201);
    expect(reply.json).toMatchObject({
      account: { accountId: 'e-01', name: 'Ada Lindqvist', role: 'customer' },
    });
    const headers = { authorization: `Bearer ${/"token":"([^"]+)"/.exec(reply.text)?.[1] ?? ''}` };
    expect((await stand.call('GET /api/session', { headers })).json).toMatchObject({ accountId: 'e-01' });
    expect((await stand.call('DELETE /api/session', { headers })).status).toBe(204);
    expectProblem(await stand.call('GET /api/session', { headers }), 401, 'unauthorized');
  });

  test('a wrong passcode and an unknown account are told alike', async () => {
    const stand = await site.start();
    const wrong = await stand.call('POST /api/session', { body: { accountId: 'e-01', passcode: 'ketchup' } });
    const unknown = await stand.call('POST /api/session', {
      body: { accountId: 'nobody', passcode: 'relish' },
    });
    expectProblem(wrong, 401, 'wrong-credentials');
    expect(unknown.text).toBe(wrong.text);
  });

  test('is limited for an account, from wherever it is tried', async () => {
    const env = { RELISH_SESSIONS_PER_MINUTE: '2', RELISH_TRUST_PROXY: 'loopback' };
    const stand = await site.start({ env });
    const attempt = (accountId: string, network: number) =>
      stand.call('POST /api/session', {
        body: { accountId, passcode: 'ketchup' },
        headers: { 'x-forwarded-for': `203.0.113.${network}` },
      });
    expect((await attempt('e-01', 1)).status).toBe(401);
    expect((await attempt('e-01', 2)).status).toBe(401);
    const refused = await attempt('e-01', 3);
    expectProblem(refused, 429, 'too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await attempt('e-02', 3)).status).toBe(401);
  });

  test('is limited for a network before the body is read; X-Forwarded-For counts from trusted proxies only', async () => {
    const env = { RELISH_ADDRESS_PER_MINUTE: '1' };
    const attempt = (stand: RunningOrdering, network: number) =>
      stand.call('POST /api/session', {
        body: 'not JSON',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${network}` },
      });
    const open = await site.start({ env });
    expect((await attempt(open, 1)).status).toBe(400);
    expect((await attempt(open, 2)).status).toBe(429);
    const behindProxy = await site.start({ env: { ...env, RELISH_TRUST_PROXY: 'loopback' } });
    expect((await attempt(behindProxy, 1)).status).toBe(400);
    expect((await attempt(behindProxy, 2)).status).toBe(400);
    expect((await attempt(behindProxy, 2)).status).toBe(429);
  });

  test('the demo tells its people, and its passcode only if nobody chose one', async () => {
    const demo = (env: NodeJS.ProcessEnv) =>
      site.start({ env }).then(async (stand) => (await stand.call('GET /api/demo')).json);
    expect(await demo({})).toMatchObject({ demo: true, passcode: 'relish' });
    expect(await demo({ RELISH_DEMO_PASSCODE: 'secret sauce' })).not.toHaveProperty('passcode');
    expect(await demo({ RELISH_DEMO: 'off' })).toEqual({ demo: false, accounts: [] });
  });

  test('the administrator lets people in, once each; they are still there after a restart', async () => {
    const stand = await site.start();
    const body = { accountId: 'eve', name: 'Eve', role: 'customer', passcode: 'swordfish' };
    expectProblem(await stand.call('POST /api/accounts', { as: 'operator', body }), 403, 'forbidden');
    const added = await stand.call('POST /api/accounts', { as: 'admin', body });
    expect(added.json).toEqual({ accountId: 'eve', name: 'Eve', role: 'customer' });
    expectProblem(await stand.call('POST /api/accounts', { as: 'admin', body }), 409, 'account-exists');
    await site.reopen();
    const again = await site.start();
    const page = listPeople.reply.parse(
      (await again.call('GET /api/accounts?search=eve', { as: 'admin' })).json,
    );
    expect(page.rows).toContainEqual({ accountId: 'eve', name: 'Eve', role: 'customer' });
  });
});

describe('roles', () => {
  test.each([
    ['POST /api/orders', undefined, 401],
    ['POST /api/orders', 'operator', 403],
    ['POST /api/orders', 'service', 403],
    ['GET /api/orders', 'analyst', 403],
    ['POST /api/orders/o-1/fulfil', 'e-01', 403],
    ['POST /api/orders/o-1/expire', 'e-01', 403],
    ['POST /api/orders/o-1/refund', 'e-01', 403],
    ['POST /api/orders/o-1/cancel', 'operator', 403],
    ['POST /api/items/classic-1/restock', 'e-01', 403],
    ['GET /api/accounts', 'e-01', 403],
    ['GET /api/recommendations', undefined, 401],
    ['GET /api/session', undefined, 401],
  ] as const)('%s as %s: %d', async (request, as, status) => {
    const stand = await site.start();
    const reply = await stand.call(request, as && { as });
    expectProblem(reply, status, status === 401 ? 'unauthorized' : 'forbidden');
  });
});
