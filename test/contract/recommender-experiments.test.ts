import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../services/contracts/http/answers.ts';
import { getRecorded, reproduceAnswer } from '../../services/contracts/http/answers.ts';
import {
  type ExperimentFault,
  experimentView,
  type ExperimentView,
  listExperiments,
} from '../../services/contracts/http/experiments.ts';
import { listModels } from '../../services/contracts/http/rendezvous.ts';
import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import { defaultFlags, MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import { ORIGIN } from '../../services/platform/event-log/event-log.ts';
import { exposureOf } from '../../services/recommender/answers/exposures.ts';
import { isWithin } from '../../services/recommender/experiments/blast-radius.ts';
import { aShop, establishedAt, newcomerAt } from '../builders/a-shop.ts';
import { TODAY } from '../builders/an-order.ts';
import { anAnswer, anItem } from '../builders/an-answer.ts';
import { recommended } from '../builders/fold.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem, idsOf, statusOf, took } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const EVENING = Date.parse(`${TODAY}T22:00:00Z`);
const ACCOUNTS = Array.from({ length: 60 }, (_, index) => establishedAt(index));
const NEWCOMERS = Array.from({ length: 40 }, (_, index) => newcomerAt(index));

/** Good lists of the morning: they leave the budgets ten lists for each thousand. */
const goodLists = (count: number) => {
  const certificate = { ...anAnswer().certificate, remaining: [{ accounts: 1, items: 1 }], waived: false };
  const time = new Date(EVENING - 10 * 3_600_000).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const answer = anAnswer({ requestId: `r-morning-${index}`, items: [anItem('i-1')], certificate });
    return exposureOf(recommended('e-1', 5), answer, time);
  });
};

describe('a chaos experiment', () => {
  let site: RecommenderSite;
  let now = EVENING;
  beforeAll(async () => {
    site = await aRecommenderSite(smallPolicy, { now: () => now });
    const people = { established: ACCOUNTS.length, newcomers: NEWCOMERS.length };
    await site.append(aShop({ policy: smallPolicy, ...people, items: 8 }));
    await site.append(goodLists(1_000));
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });
  afterEach(async () => {
    const { stopped, document } = await newest();
    if (!stopped) await stop(document.experimentId);
  });

  const list = async () => listExperiments.reply.parse((await site.call('GET /v1/experiments')).json);
  const newest = async (): Promise<ExperimentView> => (await list()).experiments[0]!;
  const start = async (fault: ExperimentFault, more: object = {}): Promise<ExperimentView> => {
    const body = { fault, parts: 2_500, budgetShare: 2_000, reason: 'to see that nobody notices', ...more };
    const { status, json } = await site.call('POST /v1/experiments', { body });
    expect({ status, json }).toMatchObject({ status: 201 });
    return experimentView.parse(json);
  };
  const stop = async (experimentId: string): Promise<ExperimentView> => {
    const body = { reason: 'seen enough of it' };
    return experimentView.parse(
      (await site.call(`POST /v1/experiments/${experimentId}/stop`, { body })).json,
    );
  };
  const listFor = (account: string) => ask(site, `/v1/recommendations?accountId=${account}&limit=3`);
  const within = ({ document }: ExperimentView) => ACCOUNTS.filter((account) => isWithin(document, account));
  const reproduced = async ({ requestId }: Answer) =>
    reproduceAnswer.reply.parse((await site.call(`POST /v1/recommendations/${requestId}/reproduce`)).json);
  const lateLists = async (name: string): Promise<number> => {
    const { models } = listModels.reply.parse((await site.call('GET /v1/models')).json);
    return models.find(({ model }) => model.name === name)?.rungs.late ?? 0;
  };

  test('that delays a model costs nobody a list, its owner or the deadline, and stops by itself when its share is used', async () => {
    const before = new Map(
      await Promise.all(ACCOUNTS.map(async (account) => [account, idsOf(await listFor(account))] as const)),
    );
    await statusOf(site);
    const running = await start({ kind: 'delay', model: 'peers', milliseconds: 1_000 });
    const { experimentId, lists } = running.document;
    expect(lists).toBe(2);
    const touched = within(running);
    expect(touched.length).toBeGreaterThan(lists);

    const [first = '', ...others] = touched;
    const answer = await listFor(first);
    // The delayed model hasn't said a word yet: nobody waited for it.
    expect(await lateLists('peers')).toBe(0);
    expect(answer).toMatchObject({
      servedBy: 'baseline',
      model: { name: 'popular' },
      experiment: experimentId,
    });
    expect(answer.items).toHaveLength(3);
    expect((await reproduced(answer)).identical).toBe(true);
    while ((await lateLists('peers')) === 0) await wait(20);

    const untouched = ACCOUNTS.filter((account) => !touched.includes(account));
    for (const account of untouched.slice(0, 10)) {
      const answer = await listFor(account);
      expect(answer).toMatchObject({ servedBy: 'preferred', model: { name: 'peers' } });
      expect(answer.experiment).toBeUndefined();
      expect(idsOf(answer)).toEqual(before.get(account));
    }
    for (const account of others.slice(0, lists - 1)) {
      const answer = await listFor(account);
      expect(answer).toMatchObject({ servedBy: 'baseline', experiment: experimentId });
      const { json } = await site.call(`GET /v1/recommendations/${answer.requestId}`);
      expect(getRecorded.reply.parse(json).question).toMatchObject({ accountId: account });
    }
    // Its lists are spent: it is over in every process, before anybody has written that it is.
    await statusOf(site);
    const after = await listFor(first);
    expect(after).toMatchObject({ servedBy: 'preferred' });
    expect(idsOf(after)).toEqual(before.get(first));
    await site.look();
    expect(await newest()).toMatchObject({
      touched: lists,
      spent: lists,
      stopped: { because: 'budget', author: { id: 'relish', role: 'service' } },
    });
    const { events } = await site.log.read(ORIGIN, 10_000);
    const acts = events.filter(({ type }) => type.startsWith('experiment.'));
    expect(acts.map(({ type }) => type)).toEqual(['experiment.started', 'experiment.stopped']);
  });

  test('that drops a model’s inputs is told by each list, which can be made again; people stop it with a reason', async () => {
    const running = await start({ kind: 'drop-inputs', model: 'peers' });
    const [account = ''] = within(running);
    const answer = await listFor(account);
    const { experimentId } = running.document;
    expect(answer).toMatchObject({ servedBy: 'preferred', basis: 'popular', experiment: experimentId });
    expect(await reproduced(answer)).toEqual({ ...answer, identical: true });
    const newcomer = NEWCOMERS.find((name) => isWithin(running.document, name)) ?? '';
    expect((await listFor(newcomer)).experiment).toBeUndefined();
    expect(await stop(experimentId)).toMatchObject({
      stopped: { because: 'person', reason: 'seen enough of it', author: { id: 'the-admin' } },
    });
    const after = await listFor(account);
    expect(after).toMatchObject({ basis: 'peers' });
    expect(after.experiment).toBeUndefined();
    // What was disturbed then still can be made again.
    expect((await reproduced(answer)).identical).toBe(true);
    await expectProblem(
      site.call(`POST /v1/experiments/${experimentId}/stop`, { body: { reason: 'once more' } }),
      409,
      'experiment-over',
    );
  });

  test('that serves what was known when it began says since when, ends with its time, and never holds up a flag', async () => {
    const running = await start({ kind: 'stale' }, { minutes: 2 });
    const [account = ''] = within(running);
    await site.append(took('e-0', 'i-7'));
    let answer = await listFor(account);
    while (answer.experiment === undefined) answer = await listFor(account);
    expect(answer).toMatchObject({ position: running.started.position, staleSince: running.started.time });
    expect(await reproduced(answer)).toEqual({ ...answer, identical: true });

    const flag = defaultFlags[MODEL_FLAG]!;
    const put = (flags: FlagDefinition) =>
      site.call('PUT /v1/flags', { body: { flags, reason: 'a flag is everybody’s, at once' } });
    await put({ ...defaultFlags, [MODEL_FLAG]: { ...flag, defaultVariant: 'popular' } });
    const flagged = await listFor(account);
    expect(flagged).toMatchObject({ variant: 'popular', model: { name: 'popular' } });
    expect(flagged.experiment).toBeUndefined();
    await put(defaultFlags);
    now += 121_000;
    await site.look();
    expect((await newest()).stopped).toMatchObject({ because: 'time', author: { id: 'relish' } });
  });

  test('that loses the object store touches no list', async () => {
    const running = await start({ kind: 'objects-away' });
    await expectProblem(site.call('GET /v1/dead-letters'), 503, 'objects-away');
    const answer = await listFor(ACCOUNTS.find((account) => isWithin(running.document, account)) ?? '');
    expect(answer.experiment).toBeUndefined();
    await stop(running.document.experimentId);
    expect(await site.call('GET /v1/dead-letters')).toMatchObject({ status: 200 });
  });

  test('is one at a time, begun by admins, within bounds, and remembered over a restart', async () => {
    const body = { fault: { kind: 'stale' }, reason: 'to see who may' };
    await expectProblem(site.call('POST /v1/experiments', { as: 'analyst', body }), 403);
    await expectProblem(site.call('POST /v1/experiments', { body: { ...body, parts: 2_501 } }), 400);
    await expectProblem(site.call('POST /v1/experiments', { body: { ...body, minutes: 61 } }), 400);
    await expectProblem(
      site.call('POST /v1/experiments', { body: { ...body, budgetShare: 1 } }),
      409,
      'no-budget',
    );
    const fault = { kind: 'drop-inputs', model: 'remote' };
    await expectProblem(
      site.call('POST /v1/experiments', { body: { ...body, fault } }),
      409,
      'model-not-live',
    );
    const running = await start({ kind: 'drop-inputs', model: 'peers' });
    await expectProblem(site.call('POST /v1/experiments', { body }), 409, 'experiment-active');
    await site.restart();
    expect(await newest()).toEqual(running);
    const answer = await listFor(within(running)[0]!);
    expect(answer.experiment).toBe(running.document.experimentId);
  });
});

test('an experiment needs a budget, and two people’s word where a flag of its size does', async () => {
  const approvals = { quarantineOver: 10, flagOver: 1_000, policies: 'one' as const, people: [] };
  await using site = await aRecommenderSite({ ...smallPolicy, approvals });
  const body = { fault: { kind: 'stale' }, parts: 1_001, reason: 'to see who may' };
  await expectProblem(site.call('POST /v1/experiments', { body }), 409, 'no-budget');
  expect(listExperiments.reply.parse((await site.call('GET /v1/experiments')).json)).toMatchObject({
    experiments: [],
    left: 0,
    obstacle: expect.stringMatching(/no list left/),
  });
  await site.append(goodLists(1_000));
  await expectProblem(site.call('POST /v1/experiments', { body }), 403, 'approval-needed');
  const smaller = await site.call('POST /v1/experiments', { body: { ...body, parts: 1_000 } });
  expect(smaller).toMatchObject({ status: 201, json: { document: { lists: 1 } } });
});
