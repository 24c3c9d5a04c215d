import { describe, expect, test } from '@jest/globals';
import type { RelishEvent } from '../../contracts/events.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { fold } from '../../../test/builders/fold.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';
import { ONE } from './policy.ts';

/** `sets[a]`: what account a took home, a thing a day. */
const eventsOf = (sets: readonly (readonly string[])[]): readonly RelishEvent[] =>
  sets.flatMap((items, account) =>
    items.flatMap(
      (item, day) =>
        anOrder(`o-${account}-${day}`).by(`a-${account}`).of(item).placedAt(daysAgo(day)).fulfilled().events,
    ),
  );
const shopOf = (sets: readonly (readonly string[])[]): RecommenderState => fold(eventsOf(sets));
/** A hundred accounts that all take dogs and have a thing of their own. */
const people = Array.from({ length: 100 }, (_, person) => ['dog', `own-${person}`]);
const alikeIn = (state: RecommenderState, name: string) =>
  state
    .crowd()
    .alike(state.accounts.find(name)!)
    .map(({ account, ...rest }) => ({ name: state.accounts.nameOf(account), ...rest }));

describe('who took the same rare things', () => {
  test('is found by at least two of them, whatever the day', () => {
    const state = shopOf([...people, ['x', 'y', 'z'], ['z', 'y', 'x'], ['x', 'w', 'v']]);
    expect(alikeIn(state, 'a-100')).toEqual([{ name: 'a-101', items: 3, likeness: ONE }]);
    expect(alikeIn(state, 'a-102')).toEqual([]);
  });

  test('is nobody by what is popular', () => {
    const popular = Array.from({ length: 4 }, () => ['dog', 'x', 'y']);
    expect(alikeIn(shopOf([...people, ...popular]), 'a-100')).toEqual([]);
    expect(alikeIn(shopOf([...people, ...popular.slice(1)]), 'a-100')).toHaveLength(2);
  });

  test('is less alike the more either has besides, popular things least', () => {
    const likeness = (mine: readonly string[]) =>
      alikeIn(shopOf([...people, mine, ['x', 'y']]), 'a-100')[0]!.likeness;
    const [same, withDog, withOwn] = [
      likeness(['x', 'y']),
      likeness(['x', 'y', 'dog']),
      likeness(['x', 'y', 'z']),
    ];
    expect(same).toBe(ONE);
    expect(withDog).toBeLessThan(same);
    expect(withDog).toBeGreaterThan(990_000);
    expect(withOwn).toBeLessThan(700_000);
  });

  test('knows nothing of what was taken back, nor of an order of arrival', () => {
    const pair = [
      ['x', 'y'],
      ['x', 'y'],
    ];
    const events = eventsOf([...people, ...pair]);
    const refund = anOrder('o-101-1').by('a-101').of('y').placedAt(daysAgo(1)).fulfilled().refunded().events;
    expect(alikeIn(fold(events.toReversed()), 'a-100')).toEqual(alikeIn(fold(events), 'a-100'));
    expect(alikeIn(fold(events), 'a-100')).toHaveLength(1);
    expect(alikeIn(fold([...events, refund.at(-1)!]), 'a-100')).toEqual([]);
  });

  test('is nobody in a shop of few', () => {
    expect(alikeIn(shopOf([['x', 'y'], ['x', 'y'], ['dog']]), 'a-0')).toEqual([]);
  });
});
