import { describe, expect, it } from '@jest/globals';
import { explainEvidence } from './explain-evidence.ts';
import { explainStanding } from './explain-standing.ts';
import { opposite } from './moderation-act.ts';

describe('the standing in words', () => {
  it('tells a newcomer without orders from one that waits for days and one that waits for its age', () => {
    expect(explainStanding({ standing: 'newcomer', settledDays: 0 })).toMatch('never taken an order home');
    const some = { standing: 'newcomer', settledDays: 2, firstSettledDay: '2026-11-18' } as const;
    expect(explainStanding(some)).toMatch('2 days, first on Nov 18, 2026. It takes more days');
    expect(explainStanding({ ...some, settledDays: 5, establishedFrom: '2026-12-02' })).toMatch(
      'established from Dec 2, 2026',
    );
  });

  it('says since when an account is established, and that a quarantine can be undone', () => {
    const old = { settledDays: 9, firstSettledDay: '2026-10-01', establishedFrom: '2026-10-15' };
    expect(explainStanding({ standing: 'established', ...old })).toMatch('Established since Oct 15, 2026.');
    expect(explainStanding({ standing: 'quarantined', ...old })).toMatch('puts them back exactly');
  });
});

describe('evidence in words', () => {
  it('tells what a known filter saw', () => {
    const facts = { ordersPlaced: 1_050, ordersCancelled: 1_048 };
    expect(explainEvidence({ code: 'cancel-spam', strength: 944_000, facts })).toEqual({
      title: 'Cancels what it orders',
      text: 'Cancelled 1,048 of 1,050 orders.',
      strength: '94.4%',
      colour: 'tomato',
    });
  });

  it.each([
    [
      'cancel-spam',
      { ordersPlaced: 200, ordersCancelled: 198, quickCancels: 150, quickMinutes: 2 },
      [],
      'Cancelled 198 of 200 orders, 150 of them within 2 minutes.',
    ],
    [
      'flooding',
      { days: 7, ordersTaken: 300, mostBefore: 5, crowdOrders: 6 },
      [],
      'Took home 300 orders in the last 7 days, never more than 5 before; 99 of 100 established accounts took at most 6.',
    ],
    [
      'sudden-change',
      { days: 7, repeatDays: 4, repeatDaysOfNew: 4, repeatDaysBefore: 27, repeatDaysOfNewBefore: 1 },
      ['bcpcc-8'],
      'In the last 7 days it took bcpcc-8 again and again, which it never had before: something new on 4 of 4 days with a repeat. Before, on 1 of 27.',
    ],
    [
      'co-visitation',
      { days: 30, daysPaired: 28, others: 0 },
      ['mac-11', 'seoul-6'],
      'Took home mac-11 and seoul-6, and nothing else, on 28 of 30 days. Nobody else pairs them.',
    ],
    [
      'avoidance',
      { linesPlaced: 180, linesOfItem: 0, linesExpected: 34, crowdShareMillionths: 190_000 },
      ['bcpcc-8'],
      'Ordered everything but bcpcc-8: 0 of 180 lines, where 34 were to be expected (19% of what others like).',
    ],
    [
      'shared-origin',
      { deviceAccounts: 30, networkAccounts: 400 },
      [],
      '30 accounts behind one device, 400 accounts behind one network. An office looks like that, too.',
    ],
    [
      'uniformity',
      { choices: 90, items: 12, mostOfOne: 11 },
      [],
      'Chose among 12 items 90 times as evenly as by lot: none more often than 11 times.',
    ],
    [
      'same-choices',
      {
        ...{ itemsTaken: 12, accountsAlike: 14, nearestShares: 9 },
        ...{ nearestLikenessMillionths: 640_000, identicalMillionths: 2_310_000 },
      },
      [],
      'Took the same rare items as 14 other accounts, which is as much as 2.3 with the very same choices. Of its 12 items it shares 9 rare ones with the nearest (64% alike).',
    ],
    ['never-picked-up', { ordersPlaced: 100, ordersExpired: 90 }, [], '90 of 100 orders waited in vain.'],
  ])('tells %s as a sentence', (code, facts, items, text) => {
    expect(explainEvidence({ code, strength: 900_000, facts, items }).text).toBe(text);
  });

  it('spells out what it does not know', () => {
    const told = explainEvidence({ code: 'same-device', strength: 300_000, facts: { sharedDevices: 3 } });
    expect(told).toMatchObject({ title: 'Same device', text: 'Shared devices: 3', colour: 'gray' });
    expect(explainEvidence({ code: 'constructor', strength: 0, facts: {} }).title).toBe('Constructor');
  });
});

describe('undo', () => {
  it('is the opposite act, with the reason of the first', () => {
    expect(opposite({ act: 'quarantine' }, 'floods')).toEqual({
      act: { act: 'reinstate' },
      reason: 'undo: floods',
    });
    expect(opposite({ act: 'reinstate' }, 'x'.repeat(500))?.reason).toHaveLength(500);
    expect(opposite({ act: 'label', label: 'hostile' }, 'seen')).toBeUndefined();
  });
});
