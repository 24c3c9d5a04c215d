import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getBehaviours } from '../../services/contracts/http/behaviours.ts';
import { getFlags } from '../../services/contracts/http/flags.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { defaultFlags } from '../../services/platform/flags/default-flags.ts';
import { smallPolicy } from '../builders/policies.ts';
import { aRecommenderSite, type RecommenderSite, type Reply } from '../builders/recommender-service.ts';

let site: RecommenderSite;
beforeAll(async () => {
  site = await aRecommenderSite(smallPolicy);
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

const PEOPLE = ['ada', 'ben', 'carla', 'dan'];
const reasonOf = (person: string) => `because ${person} thinks so`;

/** One is the first, all others are told to look again. */
const expectOne = async (saying: readonly Promise<Reply>[], code: string) => {
  const replies = await Promise.all(saying);
  const refused = replies.filter(({ status }) => status !== 200);
  expect(refused).toHaveLength(PEOPLE.length - 1);
  for (const { json } of refused) expect(json).toMatchObject({ status: 409, code });
};

describe('of people who edit the same at once, one is first and nobody’s work is overwritten unseen', () => {
  test('flags', async () => {
    const read = async () => getFlags.reply.parse((await site.call('GET /v1/flags')).json);
    const { digest: expected, changes } = await read();
    await expectOne(
      PEOPLE.map((person, index) => {
        const [key, flag] = Object.entries(defaultFlags)[0]!;
        const flags = { [key]: { ...flag, metadata: { index } } };
        return site.call('PUT /v1/flags', { body: { flags, reason: reasonOf(person), expected } });
      }),
      'flags-changed',
    );
    expect((await read()).changes).toHaveLength(changes.length + 1);
  });

  test('statements of what must always hold', async () => {
    const read = async () => getBehaviours.reply.parse((await site.call('GET /v1/behaviours')).json);
    const { digest: expected } = await read();
    await expectOne(
      PEOPLE.map((id) => {
        const documents = [{ id, statement: reasonOf(id), kind: 'sold-out-never-listed', tolerance: 0 }];
        return site.call('PUT /v1/behaviours', { body: { documents, reason: reasonOf(id), expected } });
      }),
      'behaviours-changed',
    );
    expect((await read()).changes).toHaveLength(1);
  });

  test('policies', async () => {
    const policies = PEOPLE.map((_, index) => ({ ...smallPolicy, ownWeight: 3_000_000 + index }));
    for (const policy of policies) await site.call('POST /v1/policies', { body: policy });
    const body = { reason: 'mine is the better one', expected: digestOf(smallPolicy) };
    await expectOne(
      policies.map((policy) => site.call(`POST /v1/policies/${digestOf(policy)}/activate`, { body })),
      'policy-changed',
    );
  });
});
