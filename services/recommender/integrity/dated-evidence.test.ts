import { describe, expect, test } from '@jest/globals';
import { aProfile, DAY, watchful } from '../../../test/builders/a-profile.ts';
import { datedEvidenceOf, type History } from './dated-evidence.ts';
import { defaultPolicy } from './policy.ts';

const NOTHING = { placed: [], cancelled: [], quick: [], expired: [] };
const on = (...counts: readonly (readonly [daysAgo: number, count: number])[]) =>
  counts.map(([ago, count]) => ({ day: DAY - ago, count }));
const historyWith = (rest: Partial<History>): History => {
  const { account, today, taken, lines, items } = aProfile();
  return { account, today, taken, lines, items, orders: NOTHING, ...rest };
};
/** Ten orders cancelled at once, twenty days ago; a hundred honest ones ten days ago. */
const repentant = historyWith({
  orders: { ...NOTHING, placed: on([20, 10], [10, 100]), cancelled: on([20, 10]), quick: on([20, 10]) },
});

describe('dated evidence', () => {
  test('has the first and the last day, and what was seen on the first', () => {
    const { dated, from, isCut } = datedEvidenceOf(repentant, defaultPolicy, 400);
    expect(dated).toMatchObject([
      {
        noticed: { code: 'cancel-spam', facts: { ordersPlaced: 10, ordersCancelled: 10 } },
        first: DAY - 20,
        last: DAY - 11,
      },
    ]);
    expect([from, isCut]).toEqual([DAY - 20, false]);
    expect(dated[0]!.strongest).toBe(dated[0]!.noticed.strength);
  });

  test('has what is over by now: a flood of a week', () => {
    const taken = on([30, 100]);
    const { dated } = datedEvidenceOf(historyWith({ taken }), defaultPolicy, 400);
    expect(dated).toMatchObject([{ noticed: { code: 'flooding' }, first: DAY - 30, last: DAY - 24 }]);
  });

  test('sees nothing of the days after', () => {
    const { dated } = datedEvidenceOf(
      historyWith({ orders: { ...NOTHING, placed: on([9, 30]), expired: on([2, 30]) } }),
      watchful,
      400,
    );
    expect(dated.map(({ noticed, first }) => [noticed.code, first])).toEqual([['never-picked-up', DAY - 2]]);
  });

  test('looks at the last days where there are too many, and says so', () => {
    const cut = datedEvidenceOf(repentant, defaultPolicy, 15);
    expect(cut).toMatchObject({ from: DAY - 14, isCut: true, dated: [{ first: DAY - 14, last: DAY - 11 }] });
    const days = Array.from({ length: 300_000 }, (_, ago) => ({ day: DAY - ago, count: 1 }));
    expect(datedEvidenceOf(historyWith({ taken: days }), defaultPolicy, 400).from).toBe(DAY - 5);
  });

  test('is nothing for an account that did nothing', () => {
    expect(datedEvidenceOf(historyWith({}), watchful, 400)).toEqual({ from: DAY, isCut: false, dated: [] });
  });
});
