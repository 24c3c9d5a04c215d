import { describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import { aShop } from '../../../test/builders/a-shop.ts';
import { quarantined } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { drained } from '../votes/in-steps.ts';
import { digestOfSet, type PackedSet, unpackSet } from './packed-set.ts';
import { trainingFingerprintOf } from './training-fingerprint.ts';
import { trainingSetOf } from './training-set.ts';

const collected = (events: readonly RelishEvent[], policy = smallPolicy): PackedSet =>
  drained(trainingSetOf(fold(events, policy)));

const visits = (account: string, ...ago: readonly number[]): readonly RelishEvent[] =>
  ago.flatMap(
    (day) =>
      anOrder(`${account}/${day}`)
        .by(account)
        .of('dog')
        .of(`of-${account}`)
        .placedAt(daysAgo(day))
        .fulfilled().events,
  );
const today = anOrder('today').by('watch').of('dog').events;
const shop = aShop({ policy: smallPolicy });

describe('a training set', () => {
  test('has the accounts that are established beyond what others can do to them, and nobody else', () => {
    const events = [
      ...visits('old', 30, 20),
      // Risen three days after its first order, which was five days ago: others could have it demoted for a week.
      ...visits('on-probation', 5, 2),
      ...visits('newcomer', 40),
      ...visits('hostile', 30, 20),
      quarantined('hostile'),
      ...today,
    ];
    const set = unpackSet(collected(events));
    expect(set.rows.map(({ accountId }) => accountId)).toEqual(['old']);
    expect(set.itemIds).toEqual(['dog', 'of-old']);
    const { items, votes } = set.rows[0]!;
    expect(items).toEqual([0, 1]);
    expect(votes.every((vote) => vote > 0 && vote <= 1_000_000)).toBe(true);
  });

  test('is the same whatever the order of arrival, and so is its digest', () => {
    const [one, other] = [collected(shop), collected([...shop].reverse())];
    expect(digestOfSet(other)).toBe(digestOfSet(one));
    expect(unpackSet(other).rows).toEqual(unpackSet(one).rows);
    expect(one.accountIds.length).toBeGreaterThan(10);
    expect(digestOfSet(collected([...shop, quarantined(one.accountIds[0]!)]))).not.toBe(digestOfSet(one));
    const stricter = { ...smallPolicy, standing: { ...smallPolicy.standing, days: 3 } };
    expect(digestOfSet(collected(shop, stricter))).not.toBe(digestOfSet(one));
  });

  test('keeps of an account that took everything what it took most', () => {
    const many = Array.from({ length: 600 }, (_, item) => `i-${item}`);
    const order = (id: string, items: readonly string[], ago: number) =>
      items
        .reduce((order, itemId) => order.of(itemId), anOrder(id).by('glutton').of('dog'))
        .placedAt(daysAgo(ago));
    const events = [
      ...order('1', many, 30).fulfilled().events,
      ...order('2', [], 20).fulfilled().events,
      ...today,
    ];
    const { rows, itemIds } = unpackSet(collected(events));
    expect(rows[0]!.items).toHaveLength(500);
    expect(rows[0]!.items.map((item) => itemIds[item])).toContain('dog');
  });

  test('has a fingerprint of its own votes', () => {
    const set = collected(shop);
    const { entries, items, effectiveAccounts, topItems } = trainingFingerprintOf(set);
    expect(entries).toBe(set.items.length);
    expect(items.distinct).toBe(set.itemIds.length);
    expect(effectiveAccounts).toBeLessThanOrEqual(set.accountIds.length * 1_000_000);
    expect(topItems[0]!.share).toBe(items.topShare);
    expect(topItems).toHaveLength(set.itemIds.length);
    expect(trainingFingerprintOf(collected(shop.toReversed()))).toEqual(trainingFingerprintOf(set));
  });
});
