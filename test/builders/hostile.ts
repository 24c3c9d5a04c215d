import fc from 'fast-check';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { TODAY } from './an-order.ts';
import { itemAt } from './a-shop.ts';

/** Names that mean something to JavaScript, to paths, to those who join strings, or to nobody. */
export const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'BANK CHARGES',
  'a/b',
  '..',
  '%2e%2e',
  'a|b:c,d',
  ' ',
  '🌭',
  'i-1 ',
  '0',
  '-1',
];

interface Hostility {
  readonly accounts: readonly string[];
  /** Items of the shop; odd and brand-new ones come on top. */
  readonly items?: number;
  /** Orders of other people that hostile ones name as their own. */
  readonly othersOrders?: readonly string[];
  /** How far back they date what they say. */
  readonly days?: number;
  readonly maxLength?: number;
}

const TYPES = [
  ...Array<'order.placed'>(4).fill('order.placed'),
  ...Array<'order.fulfilled'>(7).fill('order.fulfilled'),
  'order.cancelled',
  'order.expired',
  'order.refunded',
] as const;

const MIDNIGHT = Date.parse(`${TODAY}T00:00:00Z`);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** The same instant as somebody writes it whose clock is so many minutes ahead of UTC. */
export const withOffset = (instant: number, minutes: number): string => {
  if (minutes === 0) return new Date(instant).toISOString();
  const local = new Date(instant + minutes * MINUTE).toISOString().slice(0, -1);
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? '-' : '+'}${pad(size / 60)}:${pad(size % 60)}`;
};

/**
 * Whatever these accounts may say of orders: any order, their own or other people's, placed or not; contradictions,
 * parts, any volume, old dates, all time zones. Nothing is dated after `TODAY`.
 */
export const hostileEvents = ({
  accounts,
  items = 12,
  othersOrders = [],
  days = 60,
  maxLength = 120,
}: Hostility): fc.Arbitrary<RelishEvent[]> => {
  const item = fc.oneof(
    { weight: 6, arbitrary: fc.nat(items - 1).map(itemAt) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES) },
    { weight: 1, arbitrary: fc.nat(40).map((index) => `new-${index}`) },
  );
  const order = fc.oneof(
    { weight: 5, arbitrary: fc.nat(40).map((index) => `h-${index}`) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_NAMES, ...othersOrders) },
  );
  const quantity = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(1_000_000));
  const part = fc.record({ itemId: item, quantity: fc.option(quantity, { nil: undefined }) });
  const what = fc.record({
    type: fc.constantFrom(...TYPES),
    orderId: order,
    accountId: fc.constantFrom(...accounts),
    parts: fc.array(part, { minLength: 1, maxLength: 6 }),
    isWhole: fc.boolean(),
    daysAgo: fc.oneof(fc.nat(days), fc.nat(Math.min(3, days))),
    minute: fc.nat(1_439),
    offset: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: -720, max: 840 }) },
    ),
  });
  return fc
    .array(what, { maxLength, size: 'max' })
    .map((said) => said.map((one, index) => toEvent(one, `${accounts.join()}-${index}`)));
};

interface What {
  readonly type: (typeof TYPES)[number];
  readonly orderId: string;
  readonly accountId: string;
  readonly parts: readonly { readonly itemId: string; readonly quantity: number | undefined }[];
  readonly isWhole: boolean;
  readonly daysAgo: number;
  readonly minute: number;
  readonly offset: number;
}

const toEvent = (
  { type, orderId, accountId, parts, isWhole, daysAgo, minute, offset }: What,
  id: string,
): RelishEvent => {
  const time = withOffset(MIDNIGHT - daysAgo * DAY + minute * MINUTE, offset);
  const envelope = { specversion: '1.0', source: '/stands/hostile', id, time } as const;
  if (type === 'order.placed') {
    const lines = parts.map((part) => ({ ...part, quantity: part.quantity ?? 1 }));
    return { ...envelope, type, data: { orderId, accountId, lines } };
  }
  const lines = parts.map(({ itemId, quantity }) => ({
    itemId,
    ...(quantity !== undefined && { quantity }),
  }));
  return { ...envelope, type, data: { orderId, accountId, ...(!isWhole && { lines }) } };
};
