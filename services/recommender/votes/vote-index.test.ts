import { describe, expect, test } from '@jest/globals';
import { quarantined, reinstated } from '../../../test/builders/acts.ts';
import { anOrder, daysAgo } from '../../../test/builders/an-order.ts';
import { applyTo, fold, listOf, popular, recommended, relatedTo } from '../../../test/builders/fold.ts';
import { seeded } from '../../../test/builders/seeded.ts';
import type { RelishEvent } from '../../contracts/events.ts';
import type { RecommenderState } from '../replay/recommender-state.ts';

const ITEMS = 20;

/** Visits of so many accounts from `first` on; the same seed, the same visits. */
const visits = (
  first: number,
  accounts: number,
  seed: number,
  ago = 3,
  items = ITEMS,
): readonly RelishEvent[] => {
  const random = seeded(seed);
  return Array.from({ length: accounts }, (_, index) =>
    Array.from({ length: 3 }, (__, visit) =>
      anOrder(`o-${seed}-${index}-${visit}`)
        .by(`a-${first + index}`)
        .of(`i-${Math.floor(random() ** 2 * items)}`)
        .placedAt(daysAgo(ago + visit))
        .fulfilled(),
    ),
  ).flatMap((orders) => orders.flatMap(({ events }) => events));
};

/** The lists, of those who changed and those who didn't; what is new on the shelf; the digest. */
const allOf = (state: RecommenderState) => ({
  lists: [
    popular(),
    ...['a-0', 'a-7', 'a-599', 'a-600', 'a-700', 'nobody'].map((account) => recommended(account)),
    ...['i-0', `i-${ITEMS - 1}`, `i-${ITEMS + 2}`].map((item) => relatedTo(item)),
  ].map((question) => ({ ...listOf(state, question), position: undefined })),
  digest: state.digest(),
});

const base = visits(0, 600, 1);

/** Folds on a state that has answered before, and all at once, and compares. */
const expectSame = (later: readonly (readonly RelishEvent[])[]): void => {
  const state = fold(base);
  allOf(state);
  for (const events of later) {
    applyTo(state, events);
    state.refresh();
  }
  expect(allOf(state)).toEqual(allOf(fold([...base, ...later.flat()])));
};

describe('an index that was built before', () => {
  test('answers as a new one while a few accounts have changed', () => {
    expectSame([visits(0, 100, 2)]);
  });

  test('answers as a new one when so many have changed that it is built again', () => {
    expectSame([visits(0, 200, 2), visits(150, 200, 3), visits(10, 5, 4)]);
  });

  test('knows accounts and items that came after it was built', () => {
    expectSame([visits(600, 50, 2), visits(600, 30, 3, 3, ITEMS + 9)]);
    expectSame([visits(600, 400, 2, 3, ITEMS + 9)]);
  });

  test('forgets what was given back, and knows who is in quarantine', () => {
    const back = visits(0, 40, 1).map((event): RelishEvent => {
      if (event.type !== 'order.fulfilled') return event;
      return { ...event, id: `${event.id}/back`, type: 'order.refunded' };
    });
    const out = Array.from({ length: 20 }, (_, index) => quarantined(`a-${index * 3}`));
    expectSame([back.filter(({ type }) => type === 'order.refunded'), out, [reinstated('a-3')]]);
  });

  test('counts anew on a new day', () => {
    expectSame([visits(0, 3, 2, -1), visits(300, 3, 3, -40)]);
  });

  test('keeps in step with a tally that others have asked in between', () => {
    const state = fold(base);
    state.refresh();
    const changes = [visits(0, 120, 2), visits(120, 120, 3), visits(240, 120, 4)];
    for (const events of changes) {
      applyTo(state, events);
      state.recount();
      state.digest();
    }
    expect(allOf(state)).toEqual(allOf(fold([...base, ...changes.flat()])));
  });
});
