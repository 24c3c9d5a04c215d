import { DateTime } from 'luxon';
import type { EventOf, RelishEvent } from '../../contracts/events.ts';
import { createRandom } from '../create-random.ts';
import { drawFavourite, drawTaste, type Taste } from './tastes.ts';

/** Marks every event as made up: no source of real orders has this name. */
export const SIMULATED = '/simulated/lunches';

const DAYS = 30;
const SHARE_OF_DAYS = 0.65;
/** The last few of the list have only just been hired. */
const NEWCOMERS = 6;
const NEWCOMER_DAYS = 7;
const SHARE_OF_SECOND_LINES = 0.3;
/** Now and then somebody tries what isn't a favourite. */
const SHARE_OF_WHIMS = 0.08;
const OPENS = { hour: 11, minute: 30 };
const OPEN_SECONDS = 2 * 3_600;

/** How an order ends, up to which draw, and after how many seconds. */
const endings = [
  { upTo: 0.05, type: 'order.cancelled', least: 20, most: 110 },
  { upTo: 0.08, type: 'order.expired', least: 2_700, most: 2_700 },
  { upTo: 1, type: 'order.fulfilled', least: 300, most: 1_200 },
] as const;
const SHARE_OF_REFUNDS = 0.01;
const REFUND_SECONDS = 3_600;

interface SimulatedMonth {
  /** The month ends the day before. */
  readonly now: Date;
  /** IANA name: lunch is at noon there. */
  readonly timeZone: string;
  readonly accountIds: readonly string[];
  /** Prices in minor units. */
  readonly menu: readonly { readonly itemId: string; readonly price?: number | undefined }[];
  readonly seed: number;
}

type Lines = EventOf<'order.placed'>['data']['lines'];

interface Lunch {
  readonly orderId: string;
  readonly accountId: string;
  readonly lines: Lines;
  readonly at: DateTime<true>;
}

const workdays = (now: Date, timeZone: string): DateTime<true>[] => {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  if (!today.isValid) throw new RangeError(`No time zone: ${timeZone}`);
  return Array.from({ length: DAYS }, (_, index) => today.minus({ days: DAYS - index })).filter(
    ({ weekday }) => weekday <= 5,
  );
};

const drawLines = (taste: Taste, { menu }: SimulatedMonth, random: () => number): Lines => {
  const whim = () => menu[Math.floor(random() * menu.length)]?.itemId;
  const draw = () => (random() < SHARE_OF_WHIMS ? whim() : drawFavourite(taste, random));
  const wanted = new Set([draw(), ...(random() < SHARE_OF_SECOND_LINES ? [draw()] : [])]);
  return menu
    .filter(({ itemId }) => wanted.has(itemId))
    .map(({ itemId, price }) => ({ itemId, quantity: 1, ...(price !== undefined && { unitPrice: price }) }));
};

const event = <const Type extends RelishEvent['type'], Data>(
  type: Type,
  lunch: Lunch,
  at: DateTime<true>,
  data: Data,
) => ({
  specversion: '1.0' as const,
  id: `${lunch.orderId}.${type}`,
  source: SIMULATED,
  type,
  time: at.toUTC().toISO(),
  subject: `orders/${lunch.orderId}`,
  data,
});

const eventsOf = (lunch: Lunch, random: () => number): RelishEvent[] => {
  const { orderId, accountId, lines, at } = lunch;
  const draw = random();
  const { type, least, most } = endings.find(({ upTo }) => draw < upTo) ?? endings[2];
  const end = at.plus({ seconds: least + Math.floor(random() * (most - least)) });
  const isRefunded = type === 'order.fulfilled' && random() < SHARE_OF_REFUNDS;
  return [
    event('order.placed', lunch, at, { orderId, accountId, lines }),
    event(type, lunch, end, { orderId, accountId }),
    ...(isRefunded
      ? [event('order.refunded', lunch, end.plus({ seconds: REFUND_SECONDS }), { orderId, accountId })]
      : []),
  ];
};

/**
 * A month of lunches that nobody ate, so that a new shop has something to show: each person orders from a few
 * favourites on about two workdays in three, around noon; most orders are picked up, some cancelled, never
 * picked up or refunded. The same arguments give the same events, in the order of their times.
 */
export const simulateMonth = (month: SimulatedMonth): RelishEvent[] => {
  const random = createRandom(month.seed);
  const days = workdays(month.now, month.timeZone);
  const newcomersFrom = DateTime.fromJSDate(month.now).minus({ days: NEWCOMER_DAYS + 1 });
  const events = month.accountIds.flatMap((accountId, index) => {
    const taste = drawTaste(random);
    const isNewcomer = index >= month.accountIds.length - NEWCOMERS;
    const present = isNewcomer ? days.filter((day) => day > newcomersFrom) : days;
    return present
      .filter(() => random() < SHARE_OF_DAYS)
      .flatMap((day) => {
        const at = day.set(OPENS).plus({ seconds: Math.floor(random() * OPEN_SECONDS) });
        const lines = drawLines(taste, month, random);
        const orderId = `sim-${day.toISODate()}-${accountId}`;
        return eventsOf({ orderId, accountId, lines, at }, random);
      });
  });
  return events.sort((a, b) => a.time.localeCompare(b.time) || a.id.localeCompare(b.id));
};
