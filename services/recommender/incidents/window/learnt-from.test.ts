import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quickModel, quickModelOf } from '../../../../test/builders/a-live-artifact.ts';
import { drained } from '../../votes/in-steps.ts';
import { ONE } from '../../integrity/policy.ts';
import type { ApartModel, TrainingSet } from '../../models/apart-model.ts';
import { takersIn } from '../../models/groups/grouped-artifact.ts';
import { packSet, type PackedSet, unpackSet } from '../../models/packed-set.ts';
import { trainingFingerprintOf } from '../../models/training-fingerprint.ts';
import { learntFrom, type LiveArtifact } from './learnt-from.ts';

const itemAt = (item: number): string => `i-${String(item).padStart(3, '0')}`;

/** By account: the items that it took, one vote each. */
const setOf = (rows: readonly (readonly number[])[]): PackedSet =>
  drained(
    packSet(
      { position: '0'.repeat(16), policyDigest: 'sha256:p', today: 1 },
      rows.map((items, account) => ({
        accountId: `a-${String(account).padStart(3, '0')}`,
        votes: items.map((item) => [item, 1_000_000] as const),
      })),
      itemAt,
    ),
  );

/** @param named items that the fingerprint names, at most: ten before there were more */
const liveFrom = (
  set: PackedSet,
  { named = 100, model = quickModel }: { named?: number; model?: ApartModel } = {},
): LiveArtifact => {
  const learnt: TrainingSet = unpackSet(set);
  const fingerprint = trainingFingerprintOf(set);
  const digest = `sha256:${'0'.repeat(64)}`;
  return {
    digest,
    artifact: drained(model.train(learnt)),
    model,
    provenance: {
      training: {
        ...{ name: 'cooccurrence', version: '1', artifact: digest, bytes: 1, asOf: set.position },
        ...{ policy: digest, day: '2026-11-20', trainingSet: digest, seconds: 0 },
        ...{ accounts: set.accountIds.length, items: set.itemIds.length },
      },
      parameters: {},
      fingerprint: { ...fingerprint, topItems: fingerprint.topItems.slice(0, named) },
      code: { relish: 'test', node: 'test' },
      author: { id: 'relish', role: 'service' },
      reason: 'due',
    },
  };
};

const items = fc.uniqueArray(fc.nat(199), { minLength: 1, maxLength: 60 });
const sets = fc.array(items, { minLength: 1, maxLength: 30 }).map(setOf);
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** A menu of 200: item n is taken by every account whose number n divides, so low ones by many. */
const long = setOf(
  Array.from({ length: 200 }, (_, account) =>
    Array.from({ length: 200 }, (__, item) => item).filter((item) => (account + 1) % (item + 1) === 0),
  ),
);

describe('what an artifact was trained from', () => {
  test('adds up to one, whatever the set and however many items are named', () => {
    fc.assert(
      fc.property(sets, fc.constantFrom(10, 100), (set, named) => {
        const { shares, bucketOf } = drained(learntFrom(liveFrom(set, { named })));
        expect(sumOf(shares)).toBeCloseTo(1, 9);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
        // Each item that it knows is in a bucket that has a share, and what it doesn't know is in the last one.
        for (const itemId of set.itemIds) expect(shares[bucketOf(itemId)]).toBeGreaterThan(0);
        expect(bucketOf('unheard-of')).toBe(shares.length - 1);
        expect(shares.at(-1)).toBeLessThanOrEqual((named + 1) / ONE);
      }),
    );
  });

  test('is what each item’s votes are of all, where it is named, and counts accounts where it is not', () => {
    const { named, shares, shareOf } = drained(learntFrom(liveFrom(long, { named: 10 })));
    expect(named).toHaveLength(10);
    expect(shareOf(itemAt(0))).toBeCloseTo(200 / long.items.length, 4);
    expect(shareOf(itemAt(50))).toBeCloseTo(3 / long.items.length, 4);
    expect(shareOf('unheard-of')).toBe(0);
    expect(sumOf(shares.slice(10))).toBeCloseTo(1 - sumOf(shares.slice(0, 10)), 9);
  });

  test('has rare items in other lots than frequent ones', () => {
    const { bucketOf } = drained(learntFrom(liveFrom(long, { named: 10 })));
    expect(bucketOf(itemAt(11))).toBeLessThan(bucketOf(itemAt(180)));
    expect(bucketOf(itemAt(180))).toBe(bucketOf(itemAt(190)));
  });

  test('has all that is not named in one lot, where a model doesn’t tell what it knows', () => {
    const { takers: _, ...model } = quickModel;
    const { shares, bucketOf } = drained(learntFrom(liveFrom(long, { named: 10, model })));
    expect(shares.at(-1)).toBeCloseTo(1 - sumOf(shares.slice(0, 10)), 9);
    expect(bucketOf(itemAt(50))).toBe(shares.length - 1);
  });

  test('gives the unknown the share of items that were too rare for the artifact', () => {
    const model = quickModelOf({ groups: 1, items: 100 });
    const live = liveFrom(long, { named: 10, model });
    const { shares } = drained(learntFrom(live));
    const kept = sumOf([...drained(takersIn(live.artifact)).values()]);
    expect(shares.at(-1)).toBeCloseTo((long.items.length - kept) / long.items.length, 4);
  });
});
