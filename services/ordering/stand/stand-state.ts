import type { Order } from '../../contracts/http/ordering.ts';
import type { DayOf } from './local-day.ts';
import type { Listing } from './stand-events.ts';
import type { Stock } from './stock.ts';

/** What is made of an item that is listed without a daily stock: more than a day can sell. */
const ENDLESS = 1_000_000;

export type OrderStatus = Order['status'];

export interface Item {
  readonly listing: Listing;
  /** Of the last day on which it moved; see `stockOn`. */
  stock: Stock | undefined;
  /** The log's last word on the item is that it's sold out. */
  saidSoldOut: boolean;
}

export interface OrderLine {
  readonly itemId: string;
  readonly quantity: number;
  /** Minor units. */
  readonly unitPrice: number;
  /** As on the menu when it was ordered. */
  readonly label: Pick<Listing, 'number' | 'name'> | undefined;
}

export interface StandOrder {
  readonly orderId: string;
  readonly accountId: string;
  readonly lines: readonly OrderLine[];
  readonly units: number;
  /** Milliseconds. */
  readonly placedAt: number;
  /** The local day whose stock it takes. */
  readonly day: string;
  /** 0 for the stand's first order, 1 for the next, … */
  readonly sequence: number;
  /** Digest of the body it was placed with. Absent: recorded by somebody else, so it holds nothing here. */
  readonly requestBody: string | undefined;
  status: OrderStatus;
  endedAt: number | undefined;
}

/** What deciding and evolving need of a map; a draft has it without copying everything. */
export interface Table<Key, Value> {
  readonly size: number;
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  set(key: Key, value: Value): unknown;
  delete(key: Key): boolean;
  /** In the order in which they were set first. */
  entries(): Iterable<[Key, Value]>;
}

/** What a decision reads and an event changes. */
export interface StandBooks {
  readonly dayOf: DayOf;
  /** The latest local day that anything happened on; '' for none yet. A clock set back doesn't move it back. */
  today: string;
  readonly items: Table<string, Item>;
  readonly orders: Table<string, StandOrder>;
  /** Open orders that hold food, in the order of their placement. */
  readonly waiting: Table<string, StandOrder>;
  /** Units that an account's open orders hold; absent for none. */
  readonly heldBy: Table<string, number>;
  /** Orders by the digest of the Idempotency-Key that they were placed with. */
  readonly requests: Table<string, StandOrder>;
}

/**
 * The stand as of a position in the log. Owned by one fold: `evolve` changes it in place, because a copy of
 * all orders for every event is out of the question; everybody else only reads it.
 */
export interface StandState extends StandBooks {
  readonly items: Map<string, Item>;
  readonly orders: Map<string, StandOrder>;
  readonly waiting: Map<string, StandOrder>;
  readonly heldBy: Map<string, number>;
  readonly requests: Map<string, StandOrder>;
}

export const emptyStand = (dayOf: DayOf): StandState => ({
  dayOf,
  today: '',
  items: new Map(),
  orders: new Map(),
  waiting: new Map(),
  heldBy: new Map(),
  requests: new Map(),
});

/** The day whose stock is sold at an instant (milliseconds). */
export const dayAt = ({ dayOf, today }: StandBooks, instant: number): string => {
  const day = dayOf(instant);
  return day > today ? day : today;
};

/** An item's stock on a day: each day starts with what is made daily, and nothing held or sold. */
export const stockOn = ({ listing, stock }: Item, day: string): Stock =>
  stock && stock.day >= day ? stock : { day, made: listing.dailyStock ?? ENDLESS, held: 0, sold: 0 };

/** Only what has a price is on the menu. */
export const isForSale = ({ listing }: Item): boolean => listing.price !== undefined;

export const totalOf = (order: StandOrder): number =>
  order.lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
