import { expect, test } from '@jest/globals';
import { demoPeople } from '../../services/ordering/accounts/demo-people.ts';
import { hotDogs } from '../../services/ordering/menu/hot-dogs.ts';
import { simulateMonth } from '../../services/relish/demo/simulated-month.ts';
import { daily, once, type Training } from '../bench/quiet/training.ts';
import { watchQuietly } from '../bench/quiet/watch-quietly.ts';

const accountIds = demoPeople.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId);

// A year of a real shop is watched by `npm run bench:quiet`.
test.each<[string, number, Training]>([
  ['with a model that is trained each day', 1, daily],
  ['with a model that was trained before them', 2, once],
])('no incident opens in two quiet weeks of lunches %s', (_, seed, training) => {
  const now = new Date('2026-11-21T15:00:00Z');
  const events = simulateMonth({ now, timeZone: 'America/New_York', accountIds, menu: hotDogs, seed });
  const weeks = { from: '2026-11-07', to: '2026-11-21' };
  const { opened, looks, lists, distances } = watchQuietly(events, weeks, training);
  expect(lists).toBeGreaterThan(200);
  expect(looks).toBeGreaterThan(20);
  expect(opened).toEqual([]);
  expect(distances.length).toBeGreaterThan(10);
});
