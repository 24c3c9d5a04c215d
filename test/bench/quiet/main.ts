import type { RelishEvent } from '../../../services/contracts/events.ts';
import { demoPeople } from '../../../services/ordering/accounts/demo-people.ts';
import { hotDogs } from '../../../services/ordering/menu/hot-dogs.ts';
import { simulateMonth } from '../../../services/relish/demo/simulated-month.ts';
import { byTime } from '../../abuse/history/by-time.ts';
import { onlineRetail } from '../../abuse/history/online-retail.ts';
import { onceMore, withAnotherMenu } from '../../builders/another-menu.ts';
import { daily, once, type Training } from './training.ts';
import { type Distance, type Watched, watchQuietly } from './watch-quietly.ts';

const SEEDS = 20;
const WEEK = 7 * 86_400_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const two = (number: number): string => number.toFixed(2);

/** How far what was taken home was from what the live model was trained from. */
const distancesOf = (distances: readonly Distance[]): string => {
  const sorted = distances.map(({ variation }) => variation).sort((a, b) => a - b);
  if (sorted.length === 0) return 'no trained model was live';
  const at = (share: number) => two(sorted[Math.floor((sorted.length - 1) * share)]!);
  return `${sorted.length} distances from the training set: median ${at(0.5)}, 95% under ${at(0.95)}, at most ${at(1)}`;
};

const tell = (name: string, weeks: number, all: readonly Watched[]): void => {
  const sum = (of: (one: Watched) => number) => all.reduce((total, one) => total + of(one), 0);
  const opened = all.flatMap((one) => one.opened);
  say(
    `${name}: ${weeks} weeks, ${sum(({ lists }) => lists)} lists, ${sum(({ looks }) => looks)} looks of all monitors: ` +
      `${opened.length} incidents, ${(opened.length / weeks).toFixed(3)} a week`,
  );
  for (const { kind, time, reason } of opened) say(`  ${time.slice(0, 16)}  ${kind}: ${reason}`);
  say(`  ${distancesOf(all.flatMap(({ distances }) => distances))}`);
};

/** The last distance of each of the first days, and when the incident opened. */
const tellUntilFound = (name: string, events: readonly RelishEvent[], from: string, training: Training) => {
  const { opened, distances } = watchQuietly(events, { from, to: '9999' }, training);
  const found = opened.find(({ kind }) => kind === 'old-business');
  const orders = events.filter(
    ({ type, time }) => type === 'order.placed' && time >= from && time <= (found?.time ?? '9999'),
  );
  const days = new Map(distances.map((one) => [one.time.slice(0, 10), one]));
  say(`${name}: ${found ? `found after ${orders.length} orders, ${found.time.slice(0, 10)}` : 'not found'}`);
  const told = [...days].map(([day, { variation, limit }]) => `${day} ${two(variation)}/${two(limit)}`);
  const step = Math.max(1, Math.ceil(told.length / 20));
  say(`  distance/limit: ${told.filter((_, index) => index % step === 0).join(', ')}`);
  say(`  ${distancesOf(distances)}`);
};

const simulated = (seed: number, today = '2026-11-21'): readonly RelishEvent[] =>
  simulateMonth({
    now: new Date(`${today}T15:00:00Z`),
    timeZone: 'America/New_York',
    accountIds: demoPeople.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId),
    menu: hotDogs,
    seed,
  });

/** Four weeks, four times: everybody keeps his taste. */
const sixteenWeeks = (seed: number): readonly RelishEvent[] => {
  const weeks = simulated(seed).filter(({ time }) => time >= '2026-10-24');
  return [0, 28, 56, 84].flatMap((days) => onceMore(weeks, days));
};

const months = Array.from({ length: SEEDS }, (_, seed) =>
  watchQuietly(simulated(seed), { from: '2026-10-22T00:00:00Z', to: '2026-11-22T00:00:00Z' }),
);
tell(`${SEEDS} simulated months`, Math.round((SEEDS * 30) / 7), months);
for (const [name, training] of [
  ['trained daily', daily],
  ['kept', once],
] as const) {
  const kept = [0, 1, 2].map((seed) =>
    watchQuietly(sixteenWeeks(seed), { from: '2026-11-16', to: '9999' }, training),
  );
  tell(`3 × 13 simulated weeks, ${name}`, 39, kept);
}
const changed = withAnotherMenu(sixteenWeeks(8), '2026-12-14');
tellUntilFound('Another menu, trained daily', changed, '2026-12-14', daily);
tellUntilFound('Another menu, trained before', changed, '2026-12-14', once);

const data = await onlineRetail.load(0);
if ('missing' in data) say(`Online Retail: left out, ${data.missing}`);
else {
  const events = data.events.toSorted(byTime);
  const [from, to] = [events[0]!.time, '9999'];
  const span = Date.parse(events.at(-1)!.time) - Date.parse(from);
  tell('Online Retail, the whole year', Math.round(span / WEEK), [watchQuietly(events, { from, to })]);
  tellUntilFound('Online Retail, trained once in March', events, '2011-03-01', once);
  const until = events.filter(({ time }) => time < '2011-07-15');
  const half = withAnotherMenu(until, '2011-06-01', (itemId) =>
    /[02468]/.test(itemId.slice(4, 5)) ? `new-${itemId}` : itemId,
  );
  for (const [name, menu] of [
    ['Another', withAnotherMenu(until, '2011-06-01')],
    ['Half another', half],
  ] as const) {
    tellUntilFound(`${name} menu at Online Retail, trained daily`, menu, '2011-06-01', daily);
    tellUntilFound(`${name} menu at Online Retail, trained before`, menu, '2011-06-01', once);
  }
}
