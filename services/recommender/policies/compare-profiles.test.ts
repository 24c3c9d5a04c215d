import { describe, expect, test } from '@jest/globals';
import { aShop } from '../../../test/builders/a-shop.ts';
import { policyActivated } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { applyTo, fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { dryRunReport } from '../../contracts/http/policies.ts';
import { ONE, type Policy } from '../integrity/policy.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { fingerprintOf } from '../fingerprints/fingerprint-of.ts';
import { drained } from '../votes/in-steps.ts';
import { compareProfiles } from './compare-profiles.ts';
import { type Profile, profileOf, sampleOf } from './profile.ts';

const reportOf = (state: RecommenderState, policy: Policy, salt = 'salt') => {
  const sample = drained(sampleOf(state, salt));
  const before = drained(profileOf(state, sample));
  applyTo(state, [policyActivated(policy)]);
  const after = drained(profileOf(state, sample));
  const names = { accountIds: state.accounts.names(), itemName: () => undefined };
  return dryRunReport.parse(compareProfiles(before, after, names));
};

const cancels = Array.from(
  { length: 12 },
  (_, index) =>
    anOrder(`c-${index}`)
      .by('canceller')
      .of('i-0')
      .placedAt(daysAgo(1))
      .cancelled({ at: daysAgo(1) }).events,
).flat();
const shop = [
  ...aShop({ established: 10, newcomers: 4, items: 8, policy: smallPolicy }),
  ...anOrder('o-canceller').by('canceller').of('i-1').placedAt(daysAgo(1)).fulfilled().events,
  ...cancels,
];
const strict: Policy = { ...smallPolicy, standing: { ...smallPolicy.standing, days: 4, age: 20 } };

describe('the report of a dry run', () => {
  test('of the same policy says that nothing changes', () => {
    const report = reportOf(fold(shop, smallPolicy), smallPolicy);
    expect(report.policies.after).toBe(report.policies.before);
    expect(report.digests.after).toBe(report.digests.before);
    expect(report.standings).toMatchObject({ changed: 0, accounts: [] });
    expect(report.shares.totalVariation).toBe(0);
    expect(report.lists).toMatchObject({ sampled: 15, changed: 0, overlap: ONE, examples: [] });
    const { evidence, certificates } = report;
    expect(evidence).toEqual([{ code: 'cancel-spam', before: 1, after: 1 }]);
    expect(certificates.sets.length).toBeGreaterThan(0);
    for (const { before, after } of certificates.sets) expect(after).toBe(before);
  });

  test('counts who falls and who rises, and names them', () => {
    const state = fold(shop, smallPolicy);
    state.recount();
    const was = state.accounts.names().map((name, account) => [name, state.tally.standing(account)] as const);
    const report = reportOf(state, strict);
    state.recount();
    const moved = was
      .map(([accountId, before], account) => ({ accountId, before, after: state.tally.standing(account) }))
      .filter(({ before, after }) => before !== after)
      .sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
    expect(moved.length).toBeGreaterThan(0);
    expect(report.standings).toMatchObject({ changed: moved.length, accounts: moved });
    const counts = Object.fromEntries(
      report.standings.counts.map(({ standing, ...count }) => [standing, count]),
    );
    expect(counts['established']).toEqual({
      before: was.filter(([, standing]) => standing === 'established').length,
      after: state.tally.establishedCount,
    });
    expect(report.evidence).toContainEqual({ code: 'cancel-spam', before: 1, after: 1 });
    expect(report.fingerprints.after.digest).toBe(fingerprintOf(fold(shop, strict)).digest);
    expect(report.fingerprints.after.digest).not.toBe(report.fingerprints.before.digest);
    expect(report.digests.after).toBe(fold(shop, strict).digest());
  });

  test('measures lists, shares and certificates as they are written on the paper', () => {
    const profile = (change: Partial<Profile>): Profile => ({
      policy: `sha256:${'0'.repeat(64)}`,
      digest: `sha256:${'1'.repeat(64)}`,
      isWaived: false,
      standings: [],
      evidence: new Map(),
      scores: new Map(),
      lists: [],
      fingerprint: fingerprintOf(fold([])),
      ...change,
    });
    const list = (accountId: string, ids: string, set: number, newcomerProof: number) => ({
      accountId,
      items: ids.split('').map((itemId) => ({ itemId })),
      set,
      newcomerProof,
    });
    const before = profile({
      scores: new Map([
        ['a', 60],
        ['b', 40],
      ]),
      lists: [list('x', 'abcd', 4, 2), list('y', 'ab', 4, 1), list('z', '', 0, 0)],
    });
    const after = profile({
      scores: new Map([
        ['a', 30],
        ['c', 70],
      ]),
      lists: [list('x', 'abce', 2, 3), list('y', 'ba', 4, 1), list('z', '', 0, 0)],
    });
    const report = compareProfiles(before, after, {
      accountIds: [],
      itemName: (itemId) => (itemId === 'c' ? 'Corn dog' : undefined),
    });
    expect(report.shares).toEqual({
      totalVariation: 700_000,
      items: [
        { itemId: 'c', name: 'Corn dog', before: 0, after: 700_000 },
        { itemId: 'b', before: 400_000, after: 0 },
        { itemId: 'a', before: 600_000, after: 300_000 },
      ],
    });
    expect(report.lists).toMatchObject({ sampled: 3, changed: 2, overlap: 916_667 });
    expect(report.lists.examples.map(({ accountId }) => accountId)).toEqual(['x', 'y']);
    expect(report.certificates).toEqual({
      sets: [
        { accounts: 0, before: 1, after: 1 },
        { accounts: 2, before: 0, after: 1 },
        { accounts: 4, before: 2, after: 1 },
      ],
      places: { before: 6, after: 6 },
      newcomerProof: { before: 3, after: 4 },
    });
    expect(report.fingerprints.notable).toEqual([]);
  });
});

describe('the sample', () => {
  const state = fold(
    Array.from(
      { length: 300 },
      (_, account) => anOrder(`o-${account}`).by(`a-${account}`).of('i-0').fulfilled().events,
    ).flat(),
  );

  test('is the same for the same policy, another for another, and never too large', () => {
    const [one, other] = [drained(sampleOf(state, 'one')), drained(sampleOf(state, 'other'))];
    expect(one).toHaveLength(200);
    expect(new Set(one).size).toBe(200);
    expect(drained(sampleOf(state, 'one'))).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('leaves out who has taken nothing home', () => {
    const idle = fold(anOrder('o-1').by('idle').of('i-0').events);
    expect(drained(sampleOf(idle, 'one'))).toEqual([]);
  });
});
