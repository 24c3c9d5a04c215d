import type { IngestedEvent } from '../../contracts/events.ts';
import { partialRefund, wholeOrder } from './order-events.ts';
import type { RetailRow } from './retail-row.ts';

/** An order has up to 2,000 lines (contract); the rest of a longer invoice becomes a second order. */
const MAX_ORDER_LINES = 2_000;
/** The rows of an invoice lie at most a minute apart, with others between them. */
const HOLD_MS = 3_600_000;
/** Bounds memory when the dates of a file stand still. */
const MAX_OPEN = 10_000;

interface Sold {
  quantity: number;
  pence: number;
}

interface Invoice {
  readonly number: string;
  readonly account: string;
  /** Of its first row; 43 invoices have two times. */
  readonly time: number;
  /** Orders by id, then what was bought of each item: lines of the same item are one. */
  readonly orders: Map<string, Map<string, Sold>>;
  /** Orders that a cancelled invoice takes from, then how much of each item. */
  readonly refunds: Map<string, Map<string, number>>;
}

const toEvents = (source: string, invoice: Invoice): IngestedEvent[] => {
  const common = { source, accountId: invoice.account, time: new Date(invoice.time).toISOString() };
  const orders = [...invoice.orders].flatMap(([orderId, sold]) => {
    const lines = [...sold].map(([itemId, { quantity, pence }]) => {
      return { itemId, quantity, unitPrice: Math.round(pence / quantity) };
    });
    return wholeOrder({ ...common, orderId, lines });
  });
  const refunds = [...invoice.refunds].map(([orderId, taken]) => {
    const lines = [...taken].map(([itemId, quantity]) => ({ itemId, quantity }));
    return partialRefund({ ...common, orderId, lines, refundId: invoice.number });
  });
  return [...orders, ...refunds];
};

const orderOf = (invoice: Invoice, itemId: string): { orderId: string; sold: Map<string, Sold> } => {
  for (const [orderId, sold] of invoice.orders) {
    if (sold.has(itemId) || sold.size < MAX_ORDER_LINES) return { orderId, sold };
  }
  const number = invoice.orders.size + 1;
  const orderId = number === 1 ? invoice.number : `${invoice.number}+${number}`;
  const sold = new Map<string, Sold>();
  invoice.orders.set(orderId, sold);
  return { orderId, sold };
};

/**
 * Gathers rows into invoices. An invoice is held open for an hour of the file's time and then turned into
 * events, so memory holds an hour, not a year.
 */
export const createInvoices = (source: string) => {
  const open = new Map<string, Invoice>();
  const closed = new Set<string>();

  const close = (invoice: Invoice): IngestedEvent[] => {
    open.delete(invoice.number);
    closed.add(invoice.number);
    return toEvents(source, invoice);
  };

  return {
    /** The invoice of a row; or why the row can't be part of it. */
    of({ invoice: number, account, time }: RetailRow): Invoice | 'second-account' | 'invoice-closed' {
      const known = open.get(number);
      if (known) return known.account === account ? known : 'second-account';
      if (closed.has(number)) return 'invoice-closed';
      const invoice: Invoice = { number, account, time, orders: new Map(), refunds: new Map() };
      open.set(number, invoice);
      return invoice;
    },
    /** Adds what was bought; gives the id of the order that it is in. */
    sell(invoice: Invoice, { code, quantity, pence }: RetailRow): string {
      const { orderId, sold } = orderOf(invoice, code);
      const line = sold.get(code) ?? { quantity: 0, pence: 0 };
      sold.set(code, { quantity: line.quantity + quantity, pence: line.pence + quantity * pence });
      return orderId;
    },
    refund(invoice: Invoice, orderId: string, itemId: string, quantity: number): void {
      const taken = invoice.refunds.get(orderId) ?? new Map<string, number>();
      invoice.refunds.set(orderId, taken.set(itemId, (taken.get(itemId) ?? 0) + quantity));
    },
    /** The events of the invoices that are over by `now`. */
    *closeUntil(now: number): Generator<IngestedEvent> {
      for (const invoice of open.values()) {
        if (invoice.time >= now - HOLD_MS && open.size <= MAX_OPEN) return;
        yield* close(invoice);
      }
    },
    *closeAll(): Generator<IngestedEvent> {
      for (const invoice of open.values()) yield* close(invoice);
    },
  };
};
