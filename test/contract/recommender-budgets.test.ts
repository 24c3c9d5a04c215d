import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getBudgets, getObjectives } from '../../services/contracts/http/budgets.ts';
import { exposureOf } from '../../services/recommender/answers/exposures.ts';
import { aShop, establishedAt } from '../builders/a-shop.ts';
import { anAnswer } from '../builders/an-answer.ts';
import { TODAY } from '../builders/an-order.ts';
import { popular } from '../builders/fold.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const NOW = Date.parse(`${TODAY}T22:00:00Z`);
let site: RecommenderSite;
beforeEach(async () => {
  site = await aRecommenderSite(smallPolicy);
});
afterEach(async () => {
  await site[Symbol.asyncDispose]();
});

const budgets = async () =>
  getBudgets.reply.parse((await site.call('GET /v1/budgets', { as: 'service' })).json);
const budgetOf = async (name: string) =>
  (await budgets()).budgets.find(({ objective }) => objective === name)!;

/** Answers that another replica gave, some of them while the log was away. */
const exposed = (count: number, minutesAgo: number, isStale = false) =>
  Array.from({ length: count }, (_, index) => {
    const requestId = `r-${minutesAgo}-${isStale ? 'stale' : 'fresh'}-${index}`;
    const time = new Date(NOW - minutesAgo * 60_000).toISOString();
    return exposureOf(popular(), anAnswer({ requestId, ...(isStale && { staleSince: time }) }), time);
  });

describe('error budgets', () => {
  test('are whole while nobody has asked for a list', async () => {
    const { rollouts, budgets: all, at } = await budgets();
    expect(at).toBe(new Date(NOW).toISOString());
    expect(rollouts).toEqual({ mayAdvance: true, because: [] });
    expect(all.map(({ objective, left, answers, firing }) => [objective, left, answers, firing])).toEqual(
      ['answered-in-time', 'without-safety-net', 'fresh', 'certified'].map((name) => [name, 1, 0, undefined]),
    );
    for (const { history, alerts } of all) {
      expect(history).toHaveLength(72);
      expect(alerts).toHaveLength(4);
    }
  });

  test('count what goes out here, and clock it', async () => {
    await site.append(aShop({ policy: smallPolicy, established: 9, items: 6 }));
    for (let asked = 0; asked < 3; asked++) {
      await ask(site, `/v1/recommendations?accountId=${establishedAt(asked)}`);
    }
    await ask(site, '/v1/popular?limit=100');
    // Who asks about the past is served by another promise.
    const { position } = await budgets();
    await ask(site, `/v1/popular?asOf=${position}`);
    expect((await budgetOf('answered-in-time')).answers).toBe(4);
    while ((await budgetOf('fresh')).answers < 5) await setImmediate();
    expect(await budgetOf('fresh')).toMatchObject({ bad: 0, left: 1, counted: 'log' });
    expect((await budgetOf('certified')).answers).toBe(3);
    const metrics = await site.metrics();
    expect(metrics).toContain('relish_objective_answers_total{objective="fresh",outcome="good"} 4');
    expect(metrics).toContain('relish_objective_answers_total{objective="fresh",outcome="bad"} 0');
    expect(metrics).toContain('relish_objective_allowed_share{objective="without-safety-net"} 0.02');
  });

  test('burn by what all replicas wrote on the log, and then no rollout advances; over a restart, too', async () => {
    await site.append([...exposed(990, 600), ...exposed(10, 600, true)]);
    expect(await budgetOf('fresh')).toMatchObject({ answers: 1_000, bad: 10, left: 0 });
    expect((await budgets()).rollouts).toEqual({
      mayAdvance: false,
      because: ['“Fresh” has no budget left.'],
    });
    await site.append([...exposed(4_000, 500), ...exposed(20, 1, true)]);
    const fresh = await budgetOf('fresh');
    expect(fresh).toMatchObject({ answers: 5_020, bad: 30, firing: 'page' });
    expect(fresh.left).toBeCloseTo(1 - 30 / 50.2);
    expect(fresh.alerts[0]).toMatchObject({
      factor: 14.4,
      firing: true,
      long: { minutes: 60, answers: 20, bad: 20, burnRate: 100 },
      short: { minutes: 5, bad: 20 },
    });
    expect(fresh.history.at(-1)).toMatchObject({ answers: 20, bad: 20 });
    expect((await budgets()).rollouts.because).toEqual([
      '“Fresh” burns its budget so fast that somebody is called.',
    ]);
    await site.restart();
    expect(await budgetOf('fresh')).toEqual(fresh);
  });

  test('are by documents that anybody may read who may read answers', async () => {
    const reply = await site.call('GET /v1/budgets/openslo', { as: 'service' });
    const { objectives, alertPolicies } = getObjectives.reply.parse(reply.json);
    expect(objectives.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual(
      Array(4).fill('openslo/v1 SLO'),
    );
    const names = alertPolicies.map(({ metadata }) => metadata.name);
    for (const { spec } of objectives) {
      expect(spec.alertPolicies.map(({ alertPolicyRef }) => alertPolicyRef)).toEqual(names);
    }
    await expectProblem(site.call('GET /v1/budgets', { as: 'customer' }), 403);
    await expectProblem(site.call('GET /v1/budgets/openslo', { as: null }), 401);
  });
});
