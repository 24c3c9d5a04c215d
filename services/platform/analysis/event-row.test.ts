import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventRow } from './event-row.ts';

const placed = {
  specversion: '1.0',
  id: 'e-1',
  source: '/stands/hq',
  type: 'order.placed',
  time: '2026-11-20T12:00:00.250Z',
  subject: 'orders/o-1',
  data: {
    orderId: 'o-1',
    accountId: 'a-1',
    lines: [{ itemId: 'bcpcc-8', quantity: 1, unitPrice: 850 }, { itemId: 'tea' }],
  },
};
const rowOf = (event: unknown) => eventRow('stand', { sequence: 7, text: JSON.stringify(event) });

describe('eventRow', () => {
  it('has what most questions ask for by itself, and all of data', () => {
    expect(rowOf(placed)).toEqual({
      position: '0000000000000007',
      stream: 'stand',
      id: 'e-1',
      source: '/stands/hq',
      type: 'order.placed',
      time: Date.UTC(2026, 10, 20, 12, 0, 0, 250),
      subject: 'orders/o-1',
      accountId: 'a-1',
      orderId: 'o-1',
      itemId: null,
      lines: [
        { itemId: 'bcpcc-8', quantity: 1, unitPrice: 850 },
        { itemId: 'tea', quantity: null, unitPrice: null },
      ],
      author: null,
      reason: null,
      data: JSON.stringify(placed.data),
    });
  });

  it('leaves empty what an event of a later version has otherwise, and keeps it in data', () => {
    const data = {
      accountId: { id: 'a-1' },
      lines: 'many',
      orderId: 5,
      author: { id: 'admin', role: 'admin' },
    };
    expect(rowOf({ ...placed, type: 'order.teleported', time: 'noon', data })).toMatchObject({
      ...{
        type: 'order.teleported',
        time: null,
        accountId: null,
        orderId: null,
        lines: null,
        author: 'admin',
      },
      data: JSON.stringify(data),
    });
    expect(rowOf({ ...placed, data: undefined })).toMatchObject({ accountId: null, data: null });
    expect(rowOf({ ...placed, data: [1] })).toMatchObject({ accountId: null, data: '[1]' });
  });

  it('takes any JSON object, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('id', 'time', 'data', 'type', 'x'), fc.jsonValue()),
        (event) => {
          const { position, data } = rowOf(event);
          expect(position).toBe('0000000000000007');
          if (data !== null) expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify(event['data'])));
        },
      ),
    );
    for (const json of ['[]', '1', 'null', '"x"', '{'])
      expect(() => eventRow('stand', { sequence: 1, text: json })).toThrow(SyntaxError);
  });
});
