import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { describeUnless } from '../engines/describe-with-engines.ts';
import { openTiers, PASSCODE, type Tiers, whyNoTiers } from './open-tiers.ts';
import { CALLS, type Host, hostNames, HOSTS, PORTS } from './plan.ts';

const session = z.object({ token: z.string() });
const list = z.object({ items: z.array(z.object({ itemId: z.string() })).min(1) });
const START_MS = 120_000;

describeUnless(whyNoTiers(), 'three tiers on one machine', () => {
  let tiers: Tiers;
  beforeAll(async () => {
    tiers = await openTiers();
  }, START_MS);
  afterAll(async () => {
    await tiers[Symbol.asyncDispose]();
  });

  const doorsOf = (host: Host) =>
    [22, 443, 2019, ...new Set<number>(Object.values(PORTS))].map((port) => `${HOSTS[host]}:${port}`);
  const doors = hostNames.flatMap(doorsOf);
  const open = (from: Host) =>
    CALLS.filter((call) => call.from === from)
      .flatMap(({ to, ports }) => ports.map((port) => `${HOSTS[to]}:${port}`))
      .sort();

  test.each(hostNames)('%s reaches whom it has to, and nobody else at any door', async (host) => {
    const others = doors.filter((door) => !door.startsWith(`${HOSTS[host]}:`));
    expect([...(await tiers.reached(host, others))].sort()).toEqual(open(host));
  });

  test('the data tier gets out nowhere, not even to this machine', async () => {
    const away = ['169.254.1.1:22', '169.254.1.1:53', '8.8.8.8:53', '1.1.1.1:443', '127.0.0.53:53'];
    for (const host of ['redis', 'minio', 'recommender-1'] as const)
      expect((await tiers.reached(host, away)).filter((door) => !door.startsWith('127.'))).toEqual([]);
  });

  test('a page, an order and a list come from the world through all three', async () => {
    const [page, menu, signedIn] = await tiers.visit([
      { path: '/', headers: { Accept: 'text/html' } },
      { path: '/api/menu' },
      {
        method: 'POST',
        path: '/api/session',
        body: JSON.stringify({ accountId: 'e-01', passcode: PASSCODE }),
      },
    ]);
    expect([page?.status, menu?.status, signedIn?.status]).toEqual([200, 200, 201]);
    const { token } = session.parse(JSON.parse(signedIn!.body));
    const headers = { Authorization: `Bearer ${token}` };
    const [ordered, listed] = await tiers.visit([
      {
        method: 'POST',
        path: '/api/orders',
        headers: { ...headers, 'Idempotency-Key': 'tiers-1' },
        body: JSON.stringify({ lines: [{ itemId: 'bcpcc-8', quantity: 1 }] }),
      },
      { path: '/api/recommendations?limit=5', headers },
    ]);
    expect([ordered?.status, listed?.status]).toEqual([201, 200]);
    list.parse(JSON.parse(listed!.body));
  });

  test('the world sees nothing of what is for those inside', async () => {
    const hidden = ['/metrics', '/readyz', '/livez'];
    const answers = await tiers.visit(hidden.map((path) => ({ path })));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});
