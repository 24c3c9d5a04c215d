import type { RelishEvent } from '../../../services/contracts/events.ts';
import { demoPeople } from '../../../services/ordering/accounts/demo-people.ts';
import { hotDogs } from '../../../services/ordering/menu/hot-dogs.ts';
import { simulateMonth } from '../../../services/relish/demo/simulated-month.ts';
import { byTime } from '../../abuse/history/by-time.ts';
import { onlineRetail } from '../../abuse/history/online-retail.ts';
import { type Watched, watchQuietly } from './watch-quietly.ts';

const SEEDS = 20;
const WEEK = 7 * 86_400_000;

const tell = (name: string, weeks: number, all: readonly Watched[]): void => {
  const sum = (of: (one: Watched) => number) => all.reduce((total, one) => total + of(one), 0);
  const opened = all.flatMap((one) => one.opened);
  process.stdout.write(
    `${name}: ${weeks} weeks, ${sum(({ lists }) => lists)} lists, ${sum(({ looks }) => looks)} looks of all monitors: ` +
      `${opened.length} incidents, ${(opened.length / weeks).toFixed(3)} a week\n`,
  );
  for (const { kind, time, reason } of opened)
    process.stdout.write(`  ${time.slice(0, 16)}  ${kind}: ${reason}\n`);
};

const simulated = (seed: number): readonly RelishEvent[] =>
  simulateMonth({
    now: new Date('2026-11-21T15:00:00Z'),
    timeZone: 'America/New_York',
    accountIds: demoPeople.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId),
    menu: hotDogs,
    seed,
  });

const months = Array.from({ length: SEEDS }, (_, seed) =>
  watchQuietly(simulated(seed), { from: '2026-10-22T00:00:00Z', to: '2026-11-22T00:00:00Z' }),
);
tell(`${SEEDS} simulated months`, Math.round((SEEDS * 30) / 7), months);

const data = await onlineRetail.load(0);
if ('missing' in data) process.stdout.write(`Online Retail: left out, ${data.missing}\n`);
else {
  const events = data.events.toSorted(byTime);
  const [from, to] = [events[0]!.time, '9999'];
  const span = Date.parse(events.at(-1)!.time) - Date.parse(from);
  tell('Online Retail, the whole year', Math.round(span / WEEK), [watchQuietly(events, { from, to })]);
}
