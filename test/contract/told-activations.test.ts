import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { getChange } from '../../services/contracts/http/changes.ts';
import { type RunEvent, runEvent } from '../../services/contracts/open-lineage.ts';
import type { Policy } from '../../services/contracts/policy.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { createLineage } from '../../services/platform/lineage/lineage.ts';
import { aShop } from '../builders/a-shop.ts';
import { smallPolicy } from '../builders/policies.ts';
import { expectProblem, statusOf } from '../builders/recommender-client.ts';
import { aRecommenderSite } from '../builders/recommender-service.ts';

const body = { reason: 'to see what comes of it' };
const approvals = { quarantineOver: 2, flagOver: 2_500, policies: 'two' as const, people: [] };
const strict: Policy = { ...smallPolicy, approvals };
const other: Policy = { ...strict, ownWeight: 3_000_000 };

/** Keeps all that is told; each event has the shape of RunEvent 2-0-2. */
const listening = () => {
  const events: RunEvent[] = [];
  const outbox = {
    put: (event: RunEvent): void => void events.push(runEvent.parse(event)),
    async [Symbol.asyncDispose]() {},
  };
  const deps = { namespace: 'relish', version: '1.2.3', newId: randomUUID, now: () => 0, outbox };
  return { events, lineage: createLineage(deps) };
};
const kinds = (events: readonly RunEvent[]) => events.map(({ eventType }) => eventType);

describe('lineage tells of each policy that comes in force', () => {
  const told = async (events: readonly RunEvent[], count: number): Promise<readonly RunEvent[]> => {
    while (events.length < count) await setTimeout(5);
    return events;
  };

  test('by one person', async () => {
    const { events, lineage } = listening();
    await using site = await aRecommenderSite(smallPolicy, { lineage });
    await site.append(aShop({ policy: smallPolicy }));
    await site.call('POST /v1/policies', { body: other });
    const activation = await site.call(`POST /v1/policies/${digestOf(other)}/activate`, { body });
    expect(activation.status).toBe(200);
    const [start, complete] = await told(events, 2);
    const facet = { after: digestOf(other), isDryRun: false };
    expect(start).toMatchObject({ eventType: 'START', run: { facets: { relish_policy: facet } } });
    const { position, digest } = await statusOf(site);
    expect(complete).toMatchObject({
      eventType: 'COMPLETE',
      run: { facets: { relish_policy: { before: digestOf(smallPolicy), ...facet } } },
      outputs: [
        {
          name: `assessments/${digestOf(other)}/${position}`,
          facets: { version: { datasetVersion: digest } },
        },
      ],
    });
  });

  test('by two, once it is applied and not before; what is refused is told to nobody', async () => {
    const { events, lineage } = listening();
    await using site = await aRecommenderSite(strict, { lineage });
    await site.call('POST /v1/policies', { body: other });
    const alone = site.call(`POST /v1/policies/${digestOf(other)}/activate`, { body });
    await expectProblem(alone, 403, 'approval-needed');
    const proposal = { kind: 'policy', document: other };
    const asked = await site.call('POST /v1/changes', { body: { ...body, proposal } });
    const { changeId, digest } = getChange.reply.parse(asked.json);
    const approval = { body: { ...body, digest, apply: false }, as: 'second-admin' } as const;
    expect((await site.call(`POST /v1/changes/${changeId}/approve`, approval)).status).toBe(200);
    expect(events).toEqual([]);
    expect((await site.call(`POST /v1/changes/${changeId}/apply`, { body })).status).toBe(200);
    expect(kinds(await told(events, 2))).toEqual(['START', 'COMPLETE']);
    expect(events[1]).toMatchObject({
      run: { facets: { relish_policy: { before: digestOf(strict), after: digestOf(other) } } },
    });
  });
});
