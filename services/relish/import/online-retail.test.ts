import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { ingestedEvent, type IngestedEvent } from '../../contracts/events.ts';
import { ImportError } from './import-error.ts';
import { readOnlineRetail } from './online-retail.ts';
import type { Counted } from './counter.ts';
import { createTally } from './tally.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

interface Row {
  invoice?: string;
  code?: string;
  name?: string;
  quantity?: number | string;
  date?: string;
  price?: number | string;
  customer?: string;
}

const aRow = ({
  invoice = '536365',
  code = '85123A',
  name = 'WHITE HANGING HEART',
  quantity = 6,
  date = '2010-12-01 08:26:00',
  price = 2.55,
  customer = '17850.0',
}: Row = {}): string => `${invoice},${code},${name},${quantity},${date},${price},${customer},United Kingdom`;

const counts = (counted: Readonly<Record<string, Counted>>) =>
  Object.fromEntries(Object.entries(counted).map(([reason, { count }]) => [reason, count]));

const importText = async (text: string) => {
  const tally = createTally();
  const events: IngestedEvent[] = [];
  for await (const { json } of readOnlineRetail(Readable.from([Buffer.from(text)]), tally)) {
    events.push(ingestedEvent.parse(JSON.parse(json)));
  }
  const report = tally.report();
  return {
    events,
    report,
    of: <T extends IngestedEvent['type']>(type: T) =>
      events.filter((event): event is Extract<IngestedEvent, { type: T }> => event.type === type),
    refundsMatched: counts(report.refundsMatched),
    refundsUnmatched: counts(report.refundsUnmatched),
    leftOut: counts(report.leftOut),
    unreadable: counts(report.unreadable),
  };
};
const importRows = (...rows: Row[]) => importText([HEADER, ...rows.map(aRow)].join('\n'));

describe('an invoice of Online Retail', () => {
  it('becomes an order, placed and fulfilled at its time, with ids that are the same every time', async () => {
    const rows: Row[] = [{ code: '85123A' }, { code: '71053', quantity: 2, price: 3.39 }];
    const { of, report } = await importRows(...rows);
    const [placed] = of('order.placed');
    expect(placed).toEqual({
      specversion: '1.0',
      id: '536365/placed',
      source: '/imports/online-retail',
      type: 'order.placed',
      time: '2010-12-01T08:26:00.000Z',
      subject: 'orders/536365',
      data: {
        orderId: '536365',
        accountId: '17850',
        lines: [
          { itemId: '85123A', quantity: 6, unitPrice: 255 },
          { itemId: '71053', quantity: 2, unitPrice: 339 },
        ],
      },
    });
    expect(of('order.fulfilled').map(({ id, time }) => [id, time])).toEqual([
      ['536365/fulfilled', '2010-12-01T08:26:00.000Z'],
    ]);
    expect(report).toMatchObject({ lines: 2, imported: 2 });
    expect((await importRows(...rows)).events).toEqual((await importRows(...rows)).events);
  });

  it('is dated in the local time of the shop, summer time included', async () => {
    const { of } = await importRows({ date: '2011-06-01 08:26:00' });
    expect(of('order.placed')[0]?.time).toBe('2011-06-01T07:26:00.000Z');
  });

  it('has one line for an item that stands on several rows, at their mean price', async () => {
    const { of, report } = await importRows({ quantity: 1, price: 1 }, { quantity: 3, price: 2 });
    expect(of('order.placed')[0]?.data.lines).toEqual([{ itemId: '85123A', quantity: 4, unitPrice: 175 }]);
    expect(report.imported).toBe(2);
  });

  it('with two times keeps the first, and its rows may have others between them', async () => {
    const { of, report } = await importRows(
      { date: '2010-12-01 16:57:00' },
      { invoice: '536366', date: '2010-12-01 16:58:00' },
      { code: '71053', date: '2010-12-01 16:58:00' },
    );
    expect(of('order.placed').map(({ id, time, data }) => [id, time, data.lines.length])).toEqual([
      ['536365/placed', '2010-12-01T16:57:00.000Z', 2],
      ['536366/placed', '2010-12-01T16:58:00.000Z', 1],
    ]);
    expect(report.imported).toBe(3);
  });

  it('belongs to the account of its first row', async () => {
    const { of, leftOut } = await importRows({}, { code: '71053', customer: '13047.0' });
    expect(of('order.placed').map(({ data }) => data.accountId)).toEqual(['17850']);
    expect(leftOut).toEqual({ 'second-account': 1 });
  });

  it('takes no more rows an hour later', async () => {
    const { of, leftOut } = await importRows(
      {},
      { invoice: '536366', date: '2010-12-02 08:00:00' },
      { code: '71053', date: '2010-12-02 08:01:00' },
    );
    expect(of('order.placed')[0]?.data.lines).toHaveLength(1);
    expect(leftOut).toEqual({ 'invoice-closed': 1 });
  });

  it('of more than 2,000 items becomes two orders, and a refund meets the right one', async () => {
    const items = Array.from({ length: 2_001 }, (_, index) => ({ code: String(10_000 + index) }));
    const cancelled = { invoice: 'C536400', code: '12000', quantity: -6 };
    const { of, refundsMatched } = await importRows(...items, cancelled);
    const sizes = of('order.placed').map(({ data }) => [data.orderId, data.lines.length]);
    expect(sizes).toEqual([
      ['536365', 2_000],
      ['536365+2', 1],
    ]);
    expect(of('order.refunded').map(({ data }) => data.orderId)).toEqual(['536365+2']);
    expect(refundsMatched).toEqual({ 'one-order': 1 });
  });
});

describe('a cancelled row', () => {
  const cancelled = (row: Row): Row => ({ invoice: 'C536400', date: '2010-12-05 10:00:00', ...row });
  const bought = (invoice: string, quantity: number, day: number): Row => {
    return { invoice, quantity, date: `2010-12-0${day} 09:00:00` };
  };

  it('is a partial refund of the latest order with enough left', async () => {
    const { of, refundsMatched } = await importRows(
      bought('1', 5, 1),
      bought('2', 5, 2),
      bought('3', 1, 3),
      cancelled({ quantity: -4 }),
    );
    expect(of('order.refunded')).toEqual([
      expect.objectContaining({
        id: 'C536400/2/refunded',
        time: '2010-12-05T10:00:00.000Z',
        data: { orderId: '2', accountId: '17850', lines: [{ itemId: '85123A', quantity: 4 }] },
      }),
    ]);
    expect(refundsMatched).toEqual({ 'one-order': 1 });
  });

  it('uses up what it takes back', async () => {
    const { of, refundsUnmatched } = await importRows(
      bought('1', 5, 1),
      cancelled({ quantity: -5 }),
      cancelled({ invoice: 'C536401', quantity: -1 }),
    );
    expect(of('order.refunded')).toHaveLength(1);
    expect(refundsUnmatched).toEqual({ 'not-enough-left': 1 });
  });

  it('takes from several orders, the latest first, when no single one has enough', async () => {
    const { of, refundsMatched } = await importRows(
      bought('1', 5, 1),
      bought('2', 3, 2),
      cancelled({ quantity: -7 }),
    );
    expect(of('order.refunded').map(({ data }) => [data.orderId, data.lines?.[0]?.quantity])).toEqual([
      ['2', 3],
      ['1', 4],
    ]);
    expect(refundsMatched).toEqual({ 'several-orders': 1 });
  });

  it('joins the other rows of its invoice that meet the same order', async () => {
    const { of } = await importRows(
      bought('1', 5, 1),
      { ...bought('1', 2, 1), code: '71053' },
      cancelled({ quantity: -2 }),
      cancelled({ quantity: -1, code: '71053' }),
      cancelled({ quantity: -3 }),
    );
    expect(of('order.refunded').map(({ data }) => data.lines)).toEqual([
      [
        { itemId: '85123A', quantity: 5 },
        { itemId: '71053', quantity: 1 },
      ],
    ]);
  });

  it('finds its order also when both stand on the same minute, two lines of an item together', async () => {
    const { refundsMatched } = await importRows(
      { quantity: 2 },
      { quantity: 3 },
      { invoice: 'C9', quantity: -5 },
    );
    expect(refundsMatched).toEqual({ 'one-order': 1 });
  });

  it.each([
    ['no-account', cancelled({ quantity: -1, customer: '' })],
    ['no-earlier-order', cancelled({ quantity: -1, customer: '13047.0' })],
    ['no-earlier-order', cancelled({ quantity: -1, code: '71053' })],
    ['not-enough-left', cancelled({ quantity: -6 })],
  ])('that meets no order is reported: %s', async (reason, row) => {
    const { of, refundsUnmatched, report } = await importRows(bought('1', 5, 1), row);
    expect(of('order.refunded')).toEqual([]);
    expect(refundsUnmatched).toEqual({ [reason]: 1 });
    expect(report.refundsUnmatched[reason]?.examples[0]).toContain('line 3: invoice C536400');
  });
});

describe('a row that says nothing about taste', () => {
  it.each([
    ['postage', { code: 'POST' }],
    ['postage', { code: 'DOT' }],
    ['postage', { code: 'C2' }],
    ['manual-entry', { code: 'm' }],
    ['discount', { code: 'D', invoice: 'C1', quantity: -1 }],
    ['sample', { code: 'S' }],
    ['fee', { code: 'BANK CHARGES' }],
    ['fee', { code: 'AMAZONFEE' }],
    ['donation', { code: 'CRUK' }],
    ['bad-debt', { code: 'B', invoice: 'A563186', price: -11062.06, customer: '' }],
    ['gift-voucher', { code: 'gift_0001_20' }],
    ['other-code', { code: 'PADS' }],
    ['stock-adjustment', { quantity: -10, price: 0, customer: '' }],
    ['no-account', { customer: '' }],
    ['free-of-charge', { price: 0 }],
    ['cancellation-without-quantity', { invoice: 'C1', quantity: 1 }],
  ])('is left out and counted: %s', async (reason, row) => {
    const { of, leftOut, report } = await importRows(row);
    expect(of('order.placed')).toEqual([]);
    expect(leftOut).toEqual({ [reason]: 1 });
    expect(report.lines).toBe(1);
  });
});

describe('an item', () => {
  it('is listed once, by its most frequent name and its median price', async () => {
    const { of } = await importRows(
      { price: 1, name: 'HEART' },
      { price: 9, name: 'WHITE HEART ' },
      { price: 2, name: 'WHITE HEART' },
      { price: 0, name: 'damaged', quantity: -3, customer: '' },
      { price: 0, name: 'damaged', quantity: -3, customer: '' },
      { code: 'POST', name: 'POSTAGE' },
    );
    expect(of('item.listed').map(({ id, time, data }) => ({ id, time, ...data }))).toEqual([
      {
        id: 'item/85123A/listed',
        time: '2010-12-01T08:26:00.000Z',
        itemId: '85123A',
        name: 'WHITE HEART',
        price: 200,
      },
    ]);
  });

  it('that was never sold has neither', async () => {
    const { of } = await importRows({ price: 0, name: 'check?', quantity: -3, customer: '' });
    expect(of('item.listed').map(({ data }) => data)).toEqual([{ itemId: '85123A' }]);
  });
});

describe('a file that is not right', () => {
  it('of another kind is refused, naming what is missing', async () => {
    await expect(importText('user,item\n1,2\n')).rejects.toThrow(ImportError);
    await expect(importText('user,item\n1,2\n')).rejects.toThrow(/no InvoiceNo, StockCode/);
  });

  it.each([
    ['quantity', { quantity: 'six' }],
    ['quantity', { quantity: 1e12 }],
    ['price', { price: '' }],
    ['date', { date: '01/12/2010' }],
    ['date', { date: '2010-13-41 08:26:00' }],
    ['invoice', { invoice: '' }],
    ['code', { code: '8\u0007' }],
    ['customer', { customer: 'x'.repeat(65) }],
  ])('has a row with a wrong %s: that row alone is lost, and counted', async (_, row) => {
    const { unreadable, report } = await importRows(row, { invoice: '2' });
    expect(unreadable).toEqual({ 'wrong-value': 1 });
    expect(report).toMatchObject({ lines: 2, imported: 1 });
  });

  it('has rows that are no CSV: the rest still comes in', async () => {
    const text = [HEADER, aRow(), 'a"b,c', aRow({ invoice: '2' }), '1,2'].join('\n');
    const { unreadable, report } = await importText(text);
    expect(unreadable).toEqual({ 'not-a-row': 1, 'wrong-value': 1 });
    expect(report).toMatchObject({ lines: 4, imported: 2 });
  });

  it('without a row is no error', async () => {
    expect((await importText(`${HEADER}\n`)).report.lines).toBe(0);
  });
});
