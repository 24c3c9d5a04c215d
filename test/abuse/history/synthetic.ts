import type { IngestedEvent } from '../../../services/contracts/events.ts';
import { createRandom } from '../../../services/relish/create-random.ts';
import { wholeOrder } from '../../../services/relish/import/order-events.ts';
import { byTime } from './by-time.ts';
import type { DataSource } from './data-set.ts';

const ACCOUNTS = 400;
const ITEMS = 120;
const DAYS = 90;
const CIRCLES = 6;
const FIRST_DAY = Date.UTC(2026, 7, 1);
const OPENS = 11.5 * 60;
const OPEN_MINUTES = 150;
const SHARE_OF_CIRCLE = 0.7;
/** The n-th item of a taste is taken about this much more often than the next. */
const SKEW = 2;
const PRICES = [490, 550, 650, 790, 850, 990];

const itemAt = (index: number): string => `dish-${String(index).padStart(3, '0')}`;

/** Most of what somebody takes is from the own circle's dishes, the rest what everybody likes. */
const drawItem = (circle: number, random: () => number): number => {
  const place = Math.floor(random() ** SKEW * ITEMS);
  if (random() >= SHARE_OF_CIRCLE) return place;
  return (Math.floor(place / CIRCLES) * CIRCLES + circle) % ITEMS;
};

const visitsOf = (account: number, random: () => number): IngestedEvent[] => {
  const circle = account % CIRCLES;
  const eagerness = 0.05 + 0.3 * random();
  const joined = random() < 0.8 ? 0 : Math.floor(random() * DAYS);
  const events: IngestedEvent[] = [];
  for (let day = joined; day < DAYS; day++) {
    if (random() >= eagerness) continue;
    const minute = OPENS + Math.floor(random() * OPEN_MINUTES);
    const wanted = new Set([drawItem(circle, random), ...(random() < 0.4 ? [drawItem(circle, random)] : [])]);
    events.push(
      ...wholeOrder({
        source: '/simulated/shop',
        orderId: `s-${account}-${day}`,
        accountId: `person-${account}`,
        time: new Date(FIRST_DAY + day * 86_400_000 + minute * 60_000).toISOString(),
        lines: [...wanted].map((item) => ({
          itemId: itemAt(item),
          quantity: 1,
          unitPrice: PRICES[item % PRICES.length]!,
        })),
      }),
    );
  }
  return events;
};

/** A made-up shop with six circles of taste, for where no real data is: 400 people, 120 dishes, 90 days. */
export const synthetic: DataSource = {
  name: 'synthetic',
  load: async (accounts) => {
    const random = createRandom(8);
    const people = accounts === 0 ? ACCOUNTS : Math.min(accounts, ACCOUNTS);
    const events = Array.from({ length: people }, (_, account) => visitsOf(account, random)).flat();
    return {
      name: 'synthetic',
      events: events.toSorted(byTime),
      notes: ['made up: nobody ordered any of it'],
    };
  },
};
