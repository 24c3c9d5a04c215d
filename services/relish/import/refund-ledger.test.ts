import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRefundLedger } from './refund-ledger.ts';

describe('the refund ledger', () => {
  it('never gives back more than an order had, nor to another account or item', () => {
    const who = fc.constantFrom('a', 'b');
    const act = fc.record({
      kind: fc.constantFrom('place', 'undo'),
      account: who,
      item: who,
      order: fc.nat(5),
      quantity: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const ledger = createRefundLedger();
        const left = new Map<string, number>();
        for (const { kind, account, item, order, quantity } of acts) {
          const key = (orderId: string) => `${account} ${item} ${orderId}`;
          if (kind === 'place') {
            const orderId = `${account}${order}`;
            ledger.placed(account, item, orderId, quantity);
            left.set(key(orderId), (left.get(key(orderId)) ?? 0) + quantity);
            continue;
          }
          const undone = ledger.undo(account, item, quantity);
          if (undone.how === 'nothing') continue;
          expect(undone.parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity);
          for (const part of undone.parts) {
            const before = left.get(key(part.orderId)) ?? 0;
            expect(part.quantity).toBeLessThanOrEqual(before);
            left.set(key(part.orderId), before - part.quantity);
          }
        }
      }),
    );
  });

  it('takes all or nothing', () => {
    const ledger = createRefundLedger();
    ledger.placed('a', 'i', 'o-1', 2);
    expect(ledger.undo('a', 'i', 3)).toEqual({ how: 'nothing', reason: 'not-enough-left' });
    expect(ledger.undo('a', 'i', 2)).toEqual({ how: 'whole', parts: [{ orderId: 'o-1', quantity: 2 }] });
    expect(ledger.undo('a', 'j', 1)).toEqual({ how: 'nothing', reason: 'no-earlier-order' });
  });
});
