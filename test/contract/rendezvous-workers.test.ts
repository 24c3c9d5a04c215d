import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listModels, type LiveModelRow } from '../../services/contracts/http/rendezvous.ts';
import { reproduceAnswer, type Answer } from '../../services/contracts/http/answers.ts';
import type { FlagDefinition } from '../../services/contracts/http/flags.ts';
import { digestOfBytes } from '../../services/platform/digest/bytes-digest.ts';
import { MODEL_FLAG } from '../../services/platform/flags/default-flags.ts';
import type { TrainedModel } from '../../services/recommender/rendezvous/open-rendezvous.ts';
import { FAULTS, type Fault, faultyModel } from '../builders/apart/faulty-model.ts';
import { mostDaysModel } from '../builders/apart/most-days-model.ts';
import { aShop } from '../builders/a-shop.ts';
import { item } from '../builders/acts.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem, idsOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const allTo = (model: string): FlagDefinition => ({
  [MODEL_FLAG]: {
    state: 'ENABLED',
    variants: { popular: 'popular', peers: 'peers', [model]: model },
    defaultVariant: model,
  },
});

const artifactOf = (text: string) => {
  const artifact = new TextEncoder().encode(text);
  return { artifact, digest: digestOfBytes(artifact) };
};

const faulty = (fault: Fault, more: Partial<TrainedModel> = {}): TrainedModel => ({
  model: faultyModel,
  module: new URL('../builders/apart/faulty-model.ts', import.meta.url),
  ...artifactOf(fault),
  limits: { maxOldGenerationSizeMb: 64 },
  ...more,
});

const mostDays = (sums: Record<string, number>): TrainedModel => ({
  model: mostDaysModel,
  module: new URL('../builders/apart/most-days-model.ts', import.meta.url),
  ...artifactOf(JSON.stringify(sums)),
});

const rowsOf = async (site: RecommenderSite): Promise<readonly LiveModelRow[]> =>
  listModels.reply.parse((await site.call('GET /v1/models', { as: 'service' })).json).models;

const rowOf = async (site: RecommenderSite, name: string): Promise<LiveModelRow | undefined> =>
  (await rowsOf(site)).find(({ model }) => model.name === name);

const whenLive = async (site: RecommenderSite, name: string, digest?: string): Promise<LiveModelRow> => {
  for (;;) {
    const row = await rowOf(site, name);
    if (row?.state.is === 'live' && (digest === undefined || row.model.digest === digest)) return row;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const until = async (site: RecommenderSite, name: string, isSo: (row: LiveModelRow) => boolean) => {
  for (;;) {
    const row = await rowOf(site, name);
    if (row && isSo(row)) return row;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const prefer = async (site: RecommenderSite, model: string): Promise<void> => {
  const body = { flags: allTo(model), reason: 'to see what it does' };
  expect(await site.call('PUT /v1/flags', { body })).toMatchObject({ status: 200 });
};

const reproduced = async (site: RecommenderSite, { requestId }: Answer) =>
  reproduceAnswer.reply.parse((await site.call(`POST /v1/recommendations/${requestId}/reproduce`)).json);

const PATH = '/v1/recommendations?accountId=e-1&limit=4';

describe('a model in a worker thread', () => {
  let site: RecommenderSite;
  beforeAll(async () => {
    site = await aRecommenderSite(smallPolicy);
    await site.append(aShop({ policy: smallPolicy, established: 8, newcomers: 3, items: 6 }));
    await site.append([item('item.listed', 'i-2', '2026-11-20T09:00:00Z', { name: 'The Second' })]);
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });

  test('answers whoever has its flag, and its answer can be made again as long as its artifact is live', async () => {
    site.putLive(mostDays({ 'i-1': 10, 'i-2': 30, 'i-3': 20, unknown: 99 }));
    await whenLive(site, 'cooccurrence');
    await prefer(site, 'cooccurrence');
    // The first answer of a thread may well miss its time: the machine has better things to do.
    let answer = await ask(site, PATH);
    for (let tries = 0; answer.servedBy !== 'preferred' && tries < 50; tries++)
      answer = await ask(site, PATH);
    expect(answer).toMatchObject({
      servedBy: 'preferred',
      variant: 'cooccurrence',
      basis: 'cooccurrence',
      model: { name: 'cooccurrence', version: 'most-days-1' },
      certificate: { set: 1, price: { accounts: 1, amount: 0 } },
    });
    expect([...idsOf(answer)].sort()).toEqual(['i-1', 'i-2', 'i-3']);
    expect(answer.items.find(({ itemId }) => itemId === 'i-2')?.name).toBe('The Second');
    expect(await reproduced(site, answer)).toEqual({ ...answer, identical: true });
    const { requestId: _, ...content } = answer;
    expect(await ask(site, `${PATH}&asOf=${answer.position}`)).toMatchObject(content);

    const newer = mostDays({ 'i-3': 7 });
    site.putLive(newer);
    await whenLive(site, 'cooccurrence', newer.digest);
    const again = site.call(`POST /v1/recommendations/${answer.requestId}/reproduce`);
    const problem = await expectProblem(again, 409, 'artifact-not-live');
    expect(problem.detail).toContain(answer.model.digest);
    await expectProblem(site.call('GET /v1/items/i-1/certificate?accountId=e-1'), 409, 'not-explained');
  });

  test('promises nothing of a list of which something had to be left out: what comes after it is unknown', async () => {
    const certify: NonNullable<TrainedModel['model']['certify']> = (items, limit) =>
      items.slice(0, limit).map(() => ({ accounts: 9, established: 9, newcomerProof: true }));
    const model = { ...mostDaysModel, certify };
    const setOf = async (sums: Record<string, number>): Promise<number> => {
      const one = { ...mostDays(sums), model };
      site.putLive(one);
      await whenLive(site, 'cooccurrence', one.digest);
      let answer = await ask(site, PATH);
      while (answer.model.digest !== one.digest) answer = await ask(site, PATH);
      return answer.certificate.set;
    };
    await prefer(site, 'cooccurrence');
    expect(await setOf({ 'i-1': 10, 'i-2': 30 })).toBe(9);
    expect(await setOf({ 'i-1': 10, 'i-2': 30, 'not-yet': 20 })).toBe(1);
  });

  test.each(FAULTS)('that %s never costs an answer', async (fault) => {
    site.putLive(faulty(fault, { patienceMs: 300 }));
    await until(
      site,
      'ease',
      ({ model, state }) => model.digest === artifactOf(fault).digest && state.is === 'live',
    );
    const before = await rowOf(site, 'ease');
    await prefer(site, 'ease');
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(site, PATH)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ servedBy: 'baseline', model: { name: 'peers' }, variant: 'ease' });
      expect(answer.items.length).toBeGreaterThan(0);
    }
    // All that was asked is told: it failed, or nothing came.
    const asked = answers.length;
    const { rungs } = await until(site, 'ease', ({ rungs }) => {
      const gone = rungs.failed + rungs.silent + rungs.skipped;
      const were = before ? before.rungs.failed + before.rungs.silent + before.rungs.skipped : 0;
      return gone - were === asked;
    });
    expect(rungs.by30 + rungs.by40 + rungs.by45 + rungs.late).toBe(0);
    const [first] = answers;
    expect(await reproduced(site, first!)).toEqual({ ...first, identical: true });
  });

  test('that hangs is ended, started again after a pause, and asked again', async () => {
    site.putLive(faulty('loops', { patienceMs: 200 }));
    await whenLive(site, 'ease', artifactOf('loops').digest);
    await prefer(site, 'peers');
    await ask(site, PATH);
    const down = await until(site, 'ease', ({ state }) => state.is === 'down');
    expect(down.state.problem).toMatch(/not answered/);
    const skipped = down.rungs.skipped;
    await ask(site, PATH);
    await until(site, 'ease', ({ rungs }) => rungs.skipped > skipped);
    const { state } = await until(site, 'ease', ({ state: { is } }) => is === 'live');
    expect(state.restarts).toBe(1);
  });

  test('that hangs keeps the first lists waiting, and none after them', async () => {
    site.putLive(faulty('loops', { patienceMs: 2_000 }));
    const { rungs } = await whenLive(site, 'ease', artifactOf('loops').digest);
    await prefer(site, 'ease');
    // Each waits for 30 ms: the third knows that what the first asked is late.
    for (let lists = 0; lists < 5; lists++) expect((await ask(site, PATH)).servedBy).toBe('baseline');
    const { state } = await until(site, 'ease', (row) => row.rungs.skipped > rungs.skipped);
    expect(state.is).toBe('live');
    await prefer(site, 'peers');
  });

  test('that can’t read its artifact doesn’t take over from one that could', async () => {
    const good = mostDays({ 'i-1': 1 });
    site.putLive(good);
    await whenLive(site, 'cooccurrence', good.digest);
    site.putLive({ ...mostDays({}), ...artifactOf('no JSON') });
    await until(site, 'cooccurrence', ({ model }) => model.digest === good.digest);
    const broken = (rows: readonly LiveModelRow[]) =>
      rows.find(({ model }) => model.digest === artifactOf('no JSON').digest);
    let row = broken(await rowsOf(site));
    while (row?.state.is !== 'down') row = broken(await rowsOf(site));
    expect(await rowOf(site, 'cooccurrence')).toMatchObject({
      model: { digest: good.digest },
      state: { is: 'live' },
    });
  });
});
