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
