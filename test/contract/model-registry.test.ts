import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { blameItem } from '../../services/contracts/http/blame.ts';
import { listIncidents } from '../../services/contracts/http/incidents.ts';
import {
  getRegistry,
  type RegisteredModel,
  type TrainedModelName,
} from '../../services/contracts/http/registry.ts';
import { rolloutView } from '../../services/contracts/http/rollouts.ts';
import { defaultFlags } from '../../services/platform/flags/default-flags.ts';
import { relish } from './import-terminal.ts';
import { aShop } from '../builders/a-shop.ts';
import { anOrder } from '../builders/an-order.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, expectProblem } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';

const body = { reason: 'to see what it learns' };

const modelOf = async (site: RecommenderSite, name: TrainedModelName): Promise<RegisteredModel> => {
  const { json } = await site.call('GET /v1/models/registry', { as: 'analyst' });
  return getRegistry.reply.parse(json).models.find((model) => model.name === name)!;
};

/** The model once nothing is under way. */
const settled = async (site: RecommenderSite, name: TrainedModelName): Promise<RegisteredModel> => {
  for (;;) {
    const model = await modelOf(site, name);
    if (model.run?.state !== 'running') return model;
    await setTimeout(20);
  }
};

describe('training a model', () => {
  let site: RecommenderSite;
  beforeAll(async () => {
    site = await aRecommenderSite(smallPolicy);
    await site.append(aShop({ policy: smallPolicy }));
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });

  test('makes an artifact that is signed, verified and live, and tells the log who wanted it and why', async () => {
    const before = await modelOf(site, 'cooccurrence');
    expect(before).toEqual({ name: 'cooccurrence', version: '1', artifacts: [], moves: [] });
    const asOf = site.log.head();
    const started = await site.call('POST /v1/models/cooccurrence/train', { body });
    expect(started).toMatchObject({ status: 202, json: { state: 'running', ...body } });
    const model = await settled(site, 'cooccurrence');
    expect(model.run).toMatchObject({ state: 'done', artifact: model.live });
    const [artifact] = model.artifacts;
    expect(artifact).toMatchObject({
      ...{
        asOf,
        artifact: model.live,
        day: '2026-11-20',
        author: { id: 'the-admin', role: 'admin' },
        ...body,
      },
      provenance: {
        parameters: { groups: expect.any(Number) },
        code: { relish: '0.0.0' },
        signedBy: expect.stringMatching(/^ed25519:/),
      },
    });
    expect(artifact!.problem).toBeUndefined();
    const { events } = await site.log.read(asOf, 10);
    expect(events).toMatchObject([
      {
        type: 'model.trained',
        data: { name: 'cooccurrence', artifact: model.live, policy: artifact!.policy, ...body },
      },
    ]);
  });

  test('twice on the same votes makes the same artifact, and after a restart it is live at once', async () => {
    const first = await settled(site, 'cooccurrence');
    await site.call('POST /v1/models/cooccurrence/train', { body });
    const again = await settled(site, 'cooccurrence');
    expect(again.artifacts.map(({ artifact, problem }) => ({ artifact, problem }))).toEqual([
      { artifact: first.live },
      { artifact: first.live },
    ]);
    await site.restart();
    expect(await modelOf(site, 'cooccurrence')).toMatchObject({
      live: first.live,
      artifacts: again.artifacts,
    });
  });

  test('has it answer, with certificates by groups that no newcomer changes', async () => {
    const { live } = await settled(site, 'cooccurrence');
    const variants = { cooccurrence: 'cooccurrence' };
    const flags = { 'recommender-model': { state: 'ENABLED', variants, defaultVariant: 'cooccurrence' } };
    await site.call('PUT /v1/flags', { body: { flags, ...body } });
    const answered = async () => ask(site, '/v1/recommendations?accountId=e-1&limit=3');
    let answer = await answered();
    // Until its thread has begun, another one stands in.
    while (answer.model.name !== 'cooccurrence') answer = await answered();
    expect(answer.model.digest).toBe(live);
    expect(answer.items).toHaveLength(3);
    for (const { certificate } of answer.items) {
      expect(certificate.newcomerProof).toBe(true);
      expect(certificate.accounts).toBeGreaterThanOrEqual(1);
    }
    expect(answer.certificate.price.established).toBe(answer.certificate.set);
  });

  test('has an artifact answer again to what it answered, also when another one is live', async () => {
    const answerOf = async (digest: string | undefined) => {
      const answered = async () => ask(site, '/v1/recommendations?accountId=e-1&limit=3');
      let answer = await answered();
      while (answer.model.digest !== digest) answer = await answered();
      return answer;
    };
    const { live: older } = await settled(site, 'cooccurrence');
    const answer = await answerOf(older);
    await site.append(anOrder('o-more').by('e-1').of('new-here').fulfilled().events);
    await site.call('POST /v1/models/cooccurrence/train', { body });
    const { live } = await settled(site, 'cooccurrence');
    expect(live).not.toBe(older);
    await answerOf(live);
    const { json } = await site.call(`POST /v1/recommendations/${answer.requestId}/reproduce`);
    expect(json).toEqual({ ...answer, identical: true });
    const { items, model, certificate } = answer;
    const then = await ask(site, `/v1/recommendations?accountId=e-1&limit=3&asOf=${answer.position}`);
    expect(then).toMatchObject({ items, model, certificate });
  });

  test('is blamed for what it answered by the artifact that did, with what speaks for an item', async () => {
    const { artifacts } = await settled(site, 'cooccurrence');
    const [newest, older] = artifacts;
    let answer = await ask(site, '/v1/recommendations?accountId=e-1&limit=5');
    while (answer.model.name !== 'cooccurrence')
      answer = await ask(site, '/v1/recommendations?accountId=e-1&limit=5');
    const blame = async (requestId: string, itemId: string) => {
      const { json } = await site.call(`GET /v1/recommendations/${requestId}/blame?itemId=${itemId}`);
      return blameItem.reply.parse(json);
    };
    for (const { itemId, score } of answer.items) {
      expect(await blame(answer.requestId, itemId)).toMatchObject({
        ...{ state: 'done', identical: true, stand: { score, model: 'cooccurrence' } },
        learnt: { groups: 40, training: { artifact: newest!.artifact, reason: newest!.reason } },
      });
    }
    expect(newest!.artifact).not.toBe(older!.artifact);
    const mine = await blame(answer.requestId, 'new-here');
    expect(mine).toMatchObject({ learnt: { because: [{ itemId: 'new-here', days: 1 }] } });

    const environment = { RELISH_URL: site.url, RELISH_SERVICE_TOKEN: 'token-of-the-service' };
    const { code, out } = await relish(['blame', answer.requestId, answer.items[0]!.itemId], { environment });
    expect(code).toBe(0);
    expect(out).toContain('of 40 groups of accounts vote for it that cooccurrence learnt from');
    expect(out).toContain('anything at all');
    expect(out).toContain('as it went out');
  });

  test('is followed to who brought the model to everybody, and why', async () => {
    await settled(site, 'cooccurrence');
    await site.call('PUT /v1/flags', { body: { flags: defaultFlags, ...body } });
    const challenger = 'cooccurrence';
    const { json } = await site.call('POST /v1/rollouts', { body: { challenger, ...body } });
    const { rolloutId } = rolloutView.parse(json);
    const reason = 'it is better, I think';
    await site.call(`POST /v1/rollouts/${rolloutId}/promote`, { body: { reason } });
    const { moves } = await modelOf(site, 'cooccurrence');
    const author = { id: 'the-admin', role: 'admin' };
    expect(moves).toMatchObject([{ act: 'promoted', author, reason, rolloutId }]);
    expect((await modelOf(site, 'ease')).moves).toEqual([]);
  });

  test('is told on the command line, too', async () => {
    const { live } = await settled(site, 'cooccurrence');
    const environment = { RELISH_URL: site.url, RELISH_SERVICE_TOKEN: 'token-of-the-service' };
    const { code, out } = await relish(['models'], { environment });
    expect(code).toBe(0);
    expect(out).toContain(`✓ ${live!}  live`);
    expect(out).toContain(body.reason);
    expect(out).toContain('code 0.0.0');
    expect(out).toMatch(/promoted .* by the-admin \(admin\): it is better, I think/);
    expect(out).toMatch(/ease, version 1\n {2}Nothing was trained yet/);
    const json = await relish(['models', '--json'], { environment });
    expect(getRegistry.reply.parse(JSON.parse(json.out)).models).toHaveLength(2);
  });

  test('is for admins, of models that are trained here, with a reason', async () => {
    const path = 'POST /v1/models/ease/train';
    await expectProblem(site.call(path, { body, as: null }), 401);
    await expectProblem(site.call(path, { body, as: 'analyst' }), 403);
    await expectProblem(site.call('GET /v1/models/registry', { as: 'operator' }), 403);
    await expectProblem(site.call('POST /v1/models/remote/train', { body }), 400);
    await expectProblem(site.call(path, { body: { reason: '' } }), 400);
  });

  test('opens an incident within a minute where somebody changes the artifact of a model that answers', async () => {
    await using other = await aRecommenderSite(smallPolicy);
    await other.append(aShop({ policy: smallPolicy }));
    await other.call('POST /v1/models/cooccurrence/train', { body });
    const { live } = await settled(other, 'cooccurrence');
    const kinds = async () => {
      for (let looks = 0; looks < 12; looks++) await other.look();
      const { json } = await other.call('GET /v1/incidents', { as: 'analyst' });
      return listIncidents.reply.parse(json).incidents.map(({ kind }) => kind);
    };
    expect(await kinds()).toEqual([]);
    const name = `models/cooccurrence/${live!.slice('sha256:'.length)}.bin`;
    await other.objects.remove(name);
    await other.objects.putIfAbsent(name, new TextEncoder().encode('something else'));
    expect(await kinds()).toEqual(['wrong-artifact']);
    expect((await modelOf(other, 'cooccurrence')).live).toBe(live);
  });

  test('opens an incident where the artifact is not what was signed, and puts it right', async () => {
    const { live } = await settled(site, 'cooccurrence');
    const name = `models/cooccurrence/${live!.slice('sha256:'.length)}.bin`;
    await site.objects.remove(name);
    await site.objects.putIfAbsent(name, new TextEncoder().encode('something else'));
    await site.restart();
    const found = async () => {
      await site.look();
      const { json } = await site.call('GET /v1/incidents', { as: 'analyst' });
      return listIncidents.reply
        .parse(json)
        .incidents.map(({ kind, opened }) => ({ kind, reason: opened.reason }));
    };
    expect((await settled(site, 'cooccurrence')).live).not.toBe(live);
    const incident = (await found()).find(({ kind }) => kind === 'wrong-artifact');
    expect(incident?.reason).toContain('artifact-tampered');
    await site.call('POST /v1/models/cooccurrence/train', { body });
    const mended = await settled(site, 'cooccurrence');
    expect(mended.artifacts.map(({ problem }) => problem)).not.toContainEqual(expect.anything());
    expect(mended.live).toBe(live);
  });
});

test('a shop where nobody is established has nothing to learn from, and says so', async () => {
  await using site = await aRecommenderSite(smallPolicy);
  await site.call('POST /v1/models/ease/train', { body });
  expect(await settled(site, 'ease')).toMatchObject({
    run: { state: 'failed', problem: { code: 'nothing-to-learn' } },
    artifacts: [],
  });
});
