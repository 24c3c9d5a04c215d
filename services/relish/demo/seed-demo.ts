import { ORIGIN, type EventLog } from '../../platform/event-log/event-log.ts';
import { demoPeople } from '../../ordering/accounts/demo-people.ts';
import { hotDogs } from '../../ordering/menu/hot-dogs.ts';
import { SIMULATED, simulateMonth } from './simulated-month.ts';

/** Any number would do; with this one the figures in the README are what a newcomer sees. */
const SEED = 8;

interface SeedDemo {
  readonly log: EventLog;
  readonly now: Date;
  readonly timeZone: string;
}

/**
 * Puts the simulated month on a log that has nothing on it yet. One append, so that a crash leaves all of it
 * or nothing, and never half a history that would pass for a whole one; and of several that start together, one does it.
 * @returns how many events were put there
 */
export const seedDemo = async ({ log, now, timeZone }: SeedDemo): Promise<number> => {
  if (log.head() !== ORIGIN) return 0;
  const accountIds = demoPeople.filter(({ role }) => role === 'customer').map(({ accountId }) => accountId);
  const events = simulateMonth({ now, timeZone, accountIds, menu: hotDogs, seed: SEED });
  const { outcome } = await log.append(events, { expected: { source: SIMULATED, position: ORIGIN } });
  return outcome === 'appended' ? events.length : 0;
};
