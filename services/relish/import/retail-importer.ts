import type { IngestedEvent } from '../../contracts/events.ts';
import { createItemCatalogue } from './item-catalogue.ts';
import { createRefundLedger } from './refund-ledger.ts';
import { createInvoices } from './retail-invoices.ts';
import { notAProduct, type RetailRow } from './retail-row.ts';
import type { Tally } from './tally.ts';

const SOURCE = '/imports/online-retail';

const isCancellation = ({ invoice }: RetailRow): boolean => invoice.startsWith('C');
const describe = ({ invoice, code, quantity, account }: RetailRow): string =>
  `invoice ${invoice}, ${quantity} of ${code} for ${account || 'nobody'}`;

/** Why a row can be neither an order line nor a refund: a reason code. The first that holds is the one. */
const reasonToLeaveOut = (row: RetailRow): string | undefined => {
  const { code, quantity, account, pence } = row;
  const special = notAProduct(code);
  if (special) return special;
  if (isCancellation(row)) return quantity < 0 ? undefined : 'cancellation-without-quantity';
  if (quantity <= 0) return 'stock-adjustment';
  if (account === '') return 'no-account';
  // A gift is no purchase. And what costs nothing would make established accounts look free.
  return pence <= 0 ? 'free-of-charge' : undefined;
};

/**
 * Turns the rows of Online Retail, which must come in the file's order (by time), into events:
 * - an invoice is one order, placed and taken home at the time of its first row; lines of an item are merged,
 *   at their mean price, so that there is one line for a refund to meet;
 * - a row of a cancelled invoice is a refund of the account's latest order with enough of the item left, or,
 *   if none has, of its latest orders together;
 * - each item is listed once, under its most frequent name and its median price.
 * Each row is counted once in `tally`, with the reason if nothing came of it.
 */
export const createRetailImporter = (tally: Tally) => {
  const ledger = createRefundLedger();
  const invoices = createInvoices(SOURCE);
  const catalogue = createItemCatalogue(SOURCE);

  const learn = ({ code, description, time, quantity, pence }: RetailRow): void => {
    const isSale = quantity > 0 && pence > 0;
    if (!notAProduct(code))
      catalogue.see(code, time, isSale ? { name: description.trim(), pence } : undefined);
  };

  /** Takes a cancelled row back from its orders; why not, if there are none. */
  const undo = (row: RetailRow): { how: string } | { reason: string } => {
    if (row.account === '') return { reason: 'no-account' };
    const invoice = invoices.of(row);
    if (typeof invoice === 'string') return { reason: invoice };
    const undone = ledger.undo(row.account, row.code, -row.quantity);
    if (undone.how === 'nothing') return { reason: undone.reason };
    for (const { orderId, quantity } of undone.parts) invoices.refund(invoice, orderId, row.code, quantity);
    return { how: undone.how === 'whole' ? 'one-order' : 'several-orders' };
  };

  const cancel = (row: RetailRow): void => {
    const undone = undo(row);
    if ('how' in undone) tally.refundMatched(undone.how, row.line, describe(row));
    else tally.refundUnmatched(undone.reason, row.line, describe(row));
  };

  const sell = (row: RetailRow): void => {
    const invoice = invoices.of(row);
    if (typeof invoice === 'string') {
      tally.leftOut(invoice, row.line, describe(row));
      return;
    }
    const orderId = invoices.sell(invoice, row);
    ledger.placed(row.account, row.code, orderId, row.quantity);
    tally.imported();
  };

  return {
    /** Takes one row; gives the events of the invoices that are over by its time. */
    *row(row: RetailRow): Generator<IngestedEvent> {
      yield* invoices.closeUntil(row.time);
      learn(row);
      const reason = reasonToLeaveOut(row);
      if (reason) tally.leftOut(reason, row.line, describe(row));
      else if (isCancellation(row)) cancel(row);
      else sell(row);
    },
    /** Gives what is still open, then the items. */
    *end(): Generator<IngestedEvent> {
      yield* invoices.closeAll();
      yield* catalogue.listed();
    },
  };
};
