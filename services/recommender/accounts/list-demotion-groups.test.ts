import { describe, expect, test } from '@jest/globals';
import { aFarm, botAt } from '../../../test/builders/a-farm.ts';
import { aShop, itemAt } from '../../../test/builders/a-shop.ts';
import { fold } from '../../../test/builders/fold.ts';
import { severePolicy } from '../../../test/builders/policies.ts';
import { getDemotionGroup, MAX_GROUP_ACCOUNTS, MAX_GROUP_MOVES } from '../../contracts/http/demotions.ts';
import { demotionGroupOf, demotionGroupPage } from './list-demotion-groups.ts';

const policy = {
  ...severePolicy,
  filters: { ...severePolicy.filters, lockstep: { effect: 'demote', accounts: 3, probation: 0 } },
} as const;
const BOTS = MAX_GROUP_ACCOUNTS + 5;
/** Seven things on each of three days: more lines than are drawn of so many accounts. */
const ITEMS = Array.from({ length: 7 }, (_, item) => itemAt(item));

describe('a group larger than anybody decides about at once', () => {
  const state = fold(
    [
      ...aShop({ policy, established: 5, newcomers: 0, items: 7 }),
      ...aFarm({ bots: BOTS, items: ITEMS }, policy),
    ],
    policy,
  );
  // The second bot was ill once.
  const accounts = BOTS - 1;
  const oldest = botAt(0);

  test('is cut, those who wait first, and says so', () => {
    const group = getDemotionGroup.reply.parse(demotionGroupOf(state, oldest));
    expect(group).toMatchObject({ accounts, waiting: accounts - 2, demoted: 0, capped: true });
    expect(group.members).toHaveLength(MAX_GROUP_ACCOUNTS);
    expect(new Set(group.members.map((member) => member.state))).toEqual(new Set(['waiting']));
    expect(group.moves).toHaveLength(MAX_GROUP_MOVES);
    expect(group.same).toMatchObject({ compared: MAX_GROUP_ACCOUNTS, things: 21 });
  });

  test('is one row of the queue', () => {
    const { rows, total } = demotionGroupPage(state, { limit: 5 });
    expect([rows.length, total]).toEqual([1, 1]);
    expect(rows[0]).toMatchObject({ oldest, accounts });
  });
});
