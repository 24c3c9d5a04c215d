import { expect, test } from '@jest/globals';
import { demoPeople } from '../../services/ordering/accounts/demo-people.ts';
import { hotDogs } from '../../services/ordering/menu/hot-dogs.ts';
import { simulateMonth } from '../../services/relish/demo/simulated-month.ts';
import { watchQuietly } from '../bench/quiet/watch-quietly.ts';

const accountIds = demoPeople.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId);

// A year of a real shop is watched by `npm run bench:quiet`.
test.each([1])('no incident opens in two quiet weeks of lunches (%d)', (seed) => {
  const now = new Date('2026-11-21T15:00:00Z');
  const events = simulateMonth({ now, timeZone: 'America/New_York', accountIds, menu: hotDogs, seed });
  const { opened, looks, lists } = watchQuietly(events, { from: '2026-11-07', to: '2026-11-21' });
  expect(lists).toBeGreaterThan(200);
  expect(looks).toBeGreaterThan(20);
  expect(opened).toEqual([]);
});
