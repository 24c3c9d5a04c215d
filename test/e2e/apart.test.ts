import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { answer } from '../../services/contracts/http/answers.ts';
import { listPolicies } from '../../services/contracts/http/policies.ts';
import { problem } from '../../services/contracts/http/problem.ts';
import { describeWithOwnRedis } from '../engines/describe-with-engines.ts';
import { aFreeAddress, ApartShop, Visitor } from './apart-shop.ts';
import type { RelishProcess } from './relish-process.ts';

/** Processes start slowly on a busy machine; how slowly isn't what is tested. */
jest.setTimeout(180_000);

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await setTimeout(20);
};
const acted = z.object({ position: z.string() });
const account = z.object({ standing: z.string() });
const ITEMS = ['classic-1', 'chicago-2', 'new-york-3', 'chili-4'] as const;

describeWithOwnRedis('services that are processes of their own', () => {
  let shop: ApartShop;
  let orderings: RelishProcess[];
  let ordering: string[];
  let recommender: string[];

  beforeAll(async () => {
    shop = await ApartShop.open();
    const recommenders = [shop.recommender(), shop.recommender()];
    recommender = await Promise.all(recommenders.map(({ url }) => url));
    orderings = recommender.map((url) => shop.ordering(url));
    ordering = await Promise.all(orderings.map(({ url }) => url));
    for (const url of recommender) await until(async () => (await fetch(`${url}/readyz`)).ok);
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  it('simulate the month once, whichever was first', () => {
    const seeders = orderings.filter((process) => process.output().includes('simulated month'));
    expect(seeders).toHaveLength(1);
  });

  it('each have their own routes, their health, and no pages', async () => {
    const statusAt = async (url: string, path: string) => (await fetch(url + path)).status;
    for (const path of ['/livez', '/readyz', '/metrics']) {
      for (const url of [ordering[0]!, recommender[0]!]) expect(await statusAt(url, path)).toBe(200);
    }
    const paths = ['/api/menu', '/api/openapi.json', '/v1/openapi.json', '/v1/popular', '/ofrep/v1/x', '/'];
    const statuses = (url: string) => Promise.all(paths.map((path) => statusAt(url, path)));
    expect(await statuses(ordering[0]!)).toEqual([200, 200, 404, 404, 404, 404]);
    expect(await statuses(recommender[0]!)).toEqual([404, 404, 200, 401, 404, 404]);
  });

  it('see at one what was ordered at the other, and take a key once', async () => {
    const ada = await Visitor.signIn(ordering[0]!, 'e-01');
    const placed = await ada.order(ordering[0]!, 'lunch', 'bcpcc-8');
    expect(await ada.orders(ordering[1]!)).toEqual([expect.objectContaining({ orderId: placed.orderId })]);
    const again = await ada.order(ordering[1]!, 'lunch', 'bcpcc-8');
    expect(again.orderId).toBe(placed.orderId);
    expect(await ada.orders(ordering[0]!)).toHaveLength(1);
  });

  it('let in at one who was added at the other', async () => {
    const newcomer = { accountId: 'n-01', name: 'Newcomer', role: 'customer', passcode: 'relish' };
    const added = await Visitor.admin.post(`${ordering[0]!}/api/accounts`, newcomer);
    expect(added.status).toBe(201);
    const person = await Visitor.signIn(ordering[1]!, 'n-01');
    expect(await person.orders(ordering[0]!)).toEqual([]);
    const twice = await Visitor.admin.post(`${ordering[1]!}/api/accounts`, newcomer);
    expect(twice.status).toBe(409);
  });

  it('give lists that know of one’s own order, at either', async () => {
    const bruno = await Visitor.signIn(ordering[0]!, 'e-02');
    const { position } = await bruno.order(ordering[0]!, 'lunch', 'bcpcc-8');
    for (const url of ordering) {
      const list = answer.parse(await bruno.get(`${url}/api/recommendations?minPosition=${position}`));
      expect(list.position >= position).toBe(true);
      expect(list.items.length).toBeGreaterThan(0);
      // What went out at one is found at the other: it is on the log.
      for (const there of recommender) {
        const known = await Visitor.service.ask(`${there}/v1/recommendations/${list.requestId}`);
        expect(known.status).toBe(200);
      }
    }
  });

  it('end a session at all of them when it ends at one', async () => {
    const analyst = await Visitor.signIn(ordering[0]!, 'analyst');
    const places = [
      ...ordering.map((url) => `${url}/api/session`),
      ...recommender.map((url) => `${url}/v1/policies`),
    ];
    for (const place of places) expect((await analyst.ask(place)).status).toBe(200);
    expect((await analyst.ask(places[0]!, { method: 'DELETE' })).status).toBe(204);
    expect((await analyst.ask(places[0]!)).status).toBe(401);
    for (const place of places) await until(async () => (await analyst.ask(place)).status === 401);
  });

  it('moderate at one, and the next answer of the other heeds it', async () => {
    const act = await Visitor.admin.post(`${recommender[0]!}/v1/accounts/e-03/quarantine`, {
      reason: 'a test',
    });
    const { position } = acted.parse(await act.json());
    await Visitor.admin.get(`${recommender[1]!}/v1/status?minPosition=${position}`);
    const there = await Visitor.admin.get(`${recommender[1]!}/v1/accounts/e-03`);
    expect(account.parse(there).standing).toBe('quarantined');
  });

  it('know at one what was proposed at the other', async () => {
    const { policies } = listPolicies.reply.parse(await Visitor.admin.get(`${recommender[0]!}/v1/policies`));
    const policy = { ...policies[0]!.policy, ownWeight: 123_456 };
    const proposed = await Visitor.admin.post(`${recommender[0]!}/v1/policies`, policy);
    const { digest } = z.object({ digest: z.string() }).parse(await proposed.json());
    const there = listPolicies.reply.parse(await Visitor.admin.get(`${recommender[1]!}/v1/policies`));
    expect(there.policies.map((known) => known.digest)).toContain(digest);
  });

  it('lose nothing when one is told to stop in the middle of a rush', async () => {
    const stopped = shop.ordering(recommender[0]!);
    const url = await stopped.url;
    const people = await Promise.all(
      [11, 12, 13, 14, 15, 16].map((number) => Visitor.signIn(ordering[0]!, `e-${number}`)),
    );
    const acknowledged: string[] = [];
    const rush = people.map(async (person, index) => {
      for (let order = 0; order < 10; order += 1) {
        const place = (at: string) => person.order(at, `rush-${order}`, ITEMS[(index + order) % 4]!);
        const { orderId } = await place(url).catch(() => place(ordering[1]!));
        acknowledged.push(orderId);
        if (acknowledged.length === 12) stopped.kill('SIGTERM');
      }
    });
    await Promise.all(rush);
    expect(await stopped.ended).toBe(0);
    const kept = (await Promise.all(people.map((person) => person.orders(ordering[1]!)))).flat();
    expect(kept.map(({ orderId }) => orderId).sort()).toEqual(acknowledged.sort());
    expect(new Set(acknowledged).size).toBe(60);
  });

  it('take orders without a recommender, and say what is missing', async () => {
    const { port, url: later } = await aFreeAddress();
    const alone = await shop.ordering(later).url;
    expect((await fetch(`${alone}/readyz`)).status).toBe(200);
    const carmen = await Visitor.signIn(alone, 'e-04');
    const { position } = await carmen.order(alone, 'lunch', 'bcpcc-8');
    const list = `${alone}/api/recommendations?minPosition=${position}`;
    const refused = await carmen.ask(list);
    expect(refused.status).toBe(503);
    expect(problem.parse(await refused.json()).code).toBe('recommender-away');
    await shop.recommender({ PORT: port }).url;
    await until(async () => (await carmen.ask(list)).status === 200);
  });

  it('wait for a Redis that is not there yet, and can be told to stop meanwhile', async () => {
    const { url } = await aFreeAddress();
    const environment = { REDIS_URL: url.replace('http', 'redis'), RELISH_LOG_LEVEL: 'warn' };
    const waiting = shop.recommender(environment);
    await until(() => Promise.resolve(waiting.output().includes('waiting for Redis')));
    waiting.kill('SIGTERM');
    expect(await waiting.ended).toBe(0);
  });

  it('open once Redis is back', async () => {
    await shop.redis.stop();
    const waiting = shop.ordering(recommender[0]!, { RELISH_LOG_LEVEL: 'warn' });
    await until(() => Promise.resolve(waiting.output().includes('waiting for Redis')));
    await shop.redis.start();
    const url = await waiting.url;
    const dev = await Visitor.signIn(url, 'e-05');
    await dev.order(url, 'lunch', 'bcpcc-8');
    expect(await dev.orders(url)).toHaveLength(1);
  });
});
