import { describe, expect, test } from '@jest/globals';
import type { Order } from '../../../services/contracts/http/ordering.ts';
import { Ledger } from '../ledger.ts';
import { reconcile, type Row } from './reconcile.ts';

const people = new Set(['e-01', 'e-02']);
const anOrder = (orderId: string): Order => ({
  ...{ orderId, accountId: 'e-01', accountName: 'Ada', status: 'placed', lines: [], total: 0 },
  ...{ placedAt: '2026-11-20T12:00:00Z', position: '0000000000000007' },
});
const row = (orderId: string, status: Row['status'] = 'placed', accountId = 'e-01'): Row => ({
  ...{ orderId, accountId, status },
});

const aLedger = (): Ledger => {
  const ledger = new Ledger();
  for (const orderId of ['o-1', 'o-2', 'o-3']) ledger.placed(anOrder(orderId));
  ledger.ended('o-2', 'fulfilled', '0000000000000009');
  ledger.ended('o-3', 'cancelled');
  return ledger;
};
const log = [row('o-1'), row('o-2', 'fulfilled'), row('o-3', 'cancelled')];

describe('the log against what was acknowledged', () => {
  test('is sound where every order is there once, in its last state', () => {
    const found = reconcile({ ledger: aLedger(), rows: log, people });
    expect(found).toMatchObject({ acknowledged: 3, onTheLog: 3, lost: [], doubled: [], isSound: true });
    expect(aLedger().position).toBe('0000000000000009');
  });

  test('names what is lost', () => {
    const found = reconcile({ ledger: aLedger(), rows: log.slice(1), people });
    expect(found).toMatchObject({ onTheLog: 2, lost: ['o-1'], isSound: false });
  });

  test('names what is there twice, or without a request', () => {
    const twice = reconcile({ ledger: aLedger(), rows: [...log, row('o-2', 'fulfilled')], people });
    expect(twice).toMatchObject({ doubled: ['o-2'], isSound: false });
    const unasked = reconcile({ ledger: aLedger(), rows: [...log, row('o-4')], people });
    expect(unasked).toMatchObject({ doubled: ['o-4'], isSound: false });
    const others = reconcile({ ledger: aLedger(), rows: [...log, row('o-4', 'placed', 'e-50')], people });
    expect(others.isSound).toBe(true);
  });

  test('notices one request that placed two orders', () => {
    const ledger = aLedger();
    ledger.twice += 1;
    expect(reconcile({ ledger, rows: log, people }).isSound).toBe(false);
  });

  test('allows an order for a request whose answer never came', () => {
    const ledger = aLedger();
    ledger.unanswered += 1;
    expect(reconcile({ ledger, rows: [...log, row('o-4')], people }).isSound).toBe(true);
    expect(reconcile({ ledger, rows: [...log, row('o-4'), row('o-5')], people }).doubled).toEqual(['o-5']);
  });

  test('names states that are not the last acknowledged; what nobody fetched may have run out', () => {
    const rows = [row('o-1', 'expired'), row('o-2', 'placed'), row('o-3', 'cancelled')];
    const found = reconcile({ ledger: aLedger(), rows, people });
    expect(found.wrongState).toEqual(['o-2: acknowledged as fulfilled, on the log as placed']);
    expect(found.isSound).toBe(false);
    const ledger = aLedger();
    ledger.uncertain('o-1', 'fulfilled');
    expect(reconcile({ ledger, rows: [row('o-1', 'fulfilled'), ...log.slice(1)], people }).isSound).toBe(
      true,
    );
  });

  test("holds the recommender's count against it", () => {
    const same = { placed: 3, cancelled: 1, fulfilled: 1 };
    expect(reconcile({ ledger: aLedger(), rows: log, people, folded: same }).isSound).toBe(true);
    const fewer = { ...same, fulfilled: 0 };
    expect(reconcile({ ledger: aLedger(), rows: log, people, folded: fewer }).isSound).toBe(false);
  });
});
