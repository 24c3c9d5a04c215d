import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { blame } from '../../services/contracts/http/blame.ts';
import { reproduceAnswer, type Answer } from '../../services/contracts/http/answers.ts';
import { exposureOf, requestIdAt } from '../../services/recommender/answers/exposures.ts';
import { daysAgo } from '../builders/an-order.ts';
import { quarantined } from '../builders/acts.ts';
import { aShop, establishedAt } from '../builders/a-shop.ts';
import { byTime } from '../builders/look-back.ts';
import { smallPolicy } from '../builders/policies.ts';
import { ask, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite, type RecommenderSite } from '../builders/recommender-service.ts';
import { relish } from './import-terminal.ts';

describe('relish blame and relish reproduce', () => {
  let shop: RecommenderSite;
  let answer: Answer;
  const run = (words: readonly string[], role = 'service') =>
    relish(words, { environment: { RELISH_URL: shop.url, RELISH_SERVICE_TOKEN: `token-of-the-${role}` } });
  beforeAll(async () => {
    shop = await aRecommenderSite(smallPolicy);
    await shop.append([
      ...byTime(aShop({ policy: smallPolicy, established: 9, newcomers: 3, items: 8 })),
      quarantined(establishedAt(2)),
    ]);
    await statusOf(shop);
    // Where the machine is slow, another model may stand in for the flag's.
    do answer = await ask(shop, `/v1/recommendations?accountId=${establishedAt(1)}&limit=3`);
    while (answer.servedBy !== 'preferred');
  });
  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
  });

  test('tell people why an item is where it is', async () => {
    const { itemId } = answer.items[1]!;
    const { code, out, err } = await run(['blame', answer.requestId, itemId]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`${itemId} is second for ${establishedAt(1)} because it has`);
    expect(out).toMatch(/established accounts +\d+\.\d\d/);
    expect(out).toMatch(/2026-11-20 +2 /);
    expect(out).toMatch(/account\.quarantined +admin +floods the stand/);
    expect(out).toContain('✓ Computed again from the log: as it went out.');
    // The token is a service's.
    expect(out).not.toMatch(/\be-[02-9]\b/);
  });

  test('tell programs the same', async () => {
    const { itemId, score } = answer.items[0]!;
    const { code, out } = await run(['blame', '--json', answer.requestId, itemId], 'analyst');
    expect(code).toBe(0);
    const found = blame.parse(JSON.parse(out));
    expect(found).toMatchObject({ item: { itemId }, stand: { rank: 1, score }, identical: true });
    expect(found.acts[0]).toMatchObject({ accounts: [establishedAt(2)] });
  });

  test('compute a list again', async () => {
    const { code, out } = await run(['reproduce', answer.requestId]);
    expect(code).toBe(0);
    for (const { itemId } of answer.items) expect(out).toContain(itemId);
    expect(out).toContain('identical to the byte');
    const json = await run(['reproduce', answer.requestId, '--json']);
    expect(reproduceAnswer.reply.parse(JSON.parse(json.out))).toMatchObject({ ...answer, identical: true });
  });

  test('say what differs from what went out', async () => {
    const [first, ...others] = answer.items;
    const id = requestIdAt(shop.log.head(), 'a'.repeat(32));
    const forged = { ...answer, requestId: id, items: [{ ...first!, score: first!.score + 1 }, ...others] };
    const question = { kind: 'recommendations', accountId: establishedAt(1), limit: 3 } as const;
    await shop.append([exposureOf(question, forged, daysAgo(0))]);
    const { code, out } = await run(['reproduce', id]);
    expect(code).toBe(1);
    expect(out).toContain(`"score":${first!.score + 1}`);
    expect(out).not.toContain('model\n');
    expect((await run(['blame', id, first!.itemId])).out).toContain('✗ Computed again');
  });

  test('say what is wrong, and the way out', async () => {
    const unknown = await run(['blame', 'r-0', 'i-0']);
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain('No answer went out under this request id');
    expect((await run(['blame', answer.requestId, 'never-heard-of'])).err).toContain('mistyped');
    expect((await run(['reproduce', 'r-0'])).code).toBe(1);
    for (const words of [
      ['blame'],
      ['blame', 'r-0'],
      ['blame', 'r-0', 'i-0', 'i-1'],
      ['reproduce'],
      ['reproduce', 'a', 'b'],
    ]) {
      expect(await run(words)).toMatchObject({ code: 2 });
    }
    expect((await run(['blame', 'r-0', 'i-0', '--colour'])).code).toBe(2);
    expect((await run(['blame', '--help'])).out).toContain('REQUEST_ID');
  });
});
