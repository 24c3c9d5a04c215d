/**
 * Reads Online Retail and prints, as JSON, what the import makes of it. A process of its own, because jest's
 * module sandbox makes the half million rows ten times as slow.
 */
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { ingestedEvent, type IngestedEvent } from '../../services/contracts/events.ts';
import { readOnlineRetail } from '../../services/relish/import/online-retail.ts';
import { openInput } from '../../services/relish/import/open-input.ts';
import { createRefundLedger } from '../../services/relish/import/refund-ledger.ts';
import { createRowReader, notAProduct } from '../../services/relish/import/retail-row.ts';
import { createTally } from '../../services/relish/import/tally.ts';

const file = process.argv[2] ?? '';

/** What is left of each order's items after all refunds. */
const createRemainders = () => {
  const left = new Map<string, number>();
  const add = (key: string, quantity: number) => left.set(key, (left.get(key) ?? 0) + quantity);
  return {
    note({ type, data }: IngestedEvent): void {
      if (type === 'order.placed')
        for (const line of data.lines) add(`${data.orderId} ${line.itemId}`, line.quantity);
      if (type !== 'order.refunded') return;
      for (const { itemId, quantity = 0 } of data.lines ?? []) add(`${data.orderId} ${itemId}`, -quantity);
    },
    of: (orderId: string, itemId: string) => left.get(`${orderId} ${itemId}`),
    overdrawn: () => [...left.values()].filter((quantity) => quantity < 0).length,
  };
};

const importAll = async () => {
  const tally = createTally();
  const remainders = createRemainders();
  const types: Record<string, number> = {};
  const ids = new Set<string>();
  let mostLines = 0;
  await using input = await openInput(file);
  for await (const { json } of readOnlineRetail(input.content, tally)) {
    const event = ingestedEvent.parse(JSON.parse(json));
    types[event.type] = (types[event.type] ?? 0) + 1;
    ids.add(event.id);
    if (event.type === 'order.placed') mostLines = Math.max(mostLines, event.data.lines.length);
    remainders.note(event);
  }
  return {
    report: tally.report(),
    types,
    ids: ids.size,
    mostLines,
    overdrawn: remainders.overdrawn(),
    // The two largest orders of the year, cancelled within minutes.
    leftOfBulk: [remainders.of('581483', '23843'), remainders.of('541431', '23166')],
  };
};

const fieldsOf = (record: readonly string[]) => {
  const [invoice = '', code = '', description = '', quantity = '', date = '', price = '', customer = ''] =
    record;
  return {
    InvoiceNo: invoice,
    StockCode: code,
    Description: description,
    Quantity: quantity,
    InvoiceDate: date,
    UnitPrice: price,
    CustomerID: customer,
  };
};

/** How many cancelled rows find a line that is enough when the lines of an order are not merged. */
const matchLineByLine = async () => {
  const ledger = createRefundLedger();
  const readRow = createRowReader();
  let cancelled = 0;
  let found = 0;
  let line = 0;
  await using input = await openInput(file);
  const rows: AsyncIterable<string[]> = pipeline(input.content, parse({ from: 2 }), () => undefined);
  for await (const record of rows) {
    line += 1;
    const row = readRow(fieldsOf(record), line);
    if (!row || notAProduct(row.code)) continue;
    const { account, code, quantity, invoice } = row;
    if (!invoice.startsWith('C')) {
      if (quantity > 0 && account !== '') ledger.placed(account, code, String(line), quantity);
      continue;
    }
    cancelled += 1;
    if (account !== '' && ledger.undo(account, code, -quantity).how === 'whole') found += 1;
  }
  return { cancelled, found };
};

process.stdout.write(JSON.stringify({ ...(await importAll()), lineByLine: await matchLineByLine() }));
