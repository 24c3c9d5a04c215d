import { describe, expect, it } from '@jest/globals';
import { calendarOf, marksOf } from './timeline-days.ts';

const none = { open: 0, fulfilled: 0, cancelled: 0, expired: 0, refunded: 0 };
const author = { id: 'admin', role: 'admin' } as const;
const act = (time: string, rest: { readonly act: 'quarantined' | 'labelled'; readonly label?: string }) => ({
  ...{ position: '0000000000000001', time, reason: 'because', author },
  ...rest,
});

describe('an account’s time line', () => {
  it('has its rise, the first evidence and what people did, by the UTC day', () => {
    const evidence = {
      ...{ code: 'flooding', strength: 600_000, facts: {}, effect: 'told' as const, weight: 1_000_000 },
      ...{ first: '2026-11-02', last: '2026-11-08' },
    };
    const marks = marksOf({ establishedFrom: '2026-11-03', evidence: [evidence] }, [
      act('2026-11-05T01:00:00+02:00', { act: 'labelled', label: 'hostile' }),
      act('2026-11-01T12:00:00Z', { act: 'quarantined' }),
    ]);
    expect(marks).toEqual([
      { day: '2026-11-01', label: 'quarantined', kind: 'quarantined' },
      { day: '2026-11-02', label: 'Floods', kind: 'evidence' },
      { day: '2026-11-03', label: 'established', kind: 'risen' },
      { day: '2026-11-04', label: 'labelled hostile', kind: 'labelled' },
    ]);
  });

  it('has the days without orders too, from the first to the last of orders and marks', () => {
    const days = [
      { day: '2026-10-30', ...none, fulfilled: 1 },
      { day: '2026-11-01', ...none, cancelled: 2 },
    ];
    const calendar = calendarOf(days, [{ day: '2026-11-02', label: 'established', kind: 'risen' }]);
    expect(calendar.map(({ day }) => day)).toEqual(['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02']);
    expect(calendar.map(({ cancelled }) => cancelled)).toEqual([0, 0, 2, 0]);
    expect(calendarOf([], [])).toEqual([]);
  });

  it('shows the end of a history that is too long to draw', () => {
    const calendar = calendarOf(
      [
        { day: '0001-01-01', ...none },
        { day: '2026-11-20', ...none },
      ],
      [],
    );
    expect([calendar.length, calendar.at(-1)!.day]).toEqual([400, '2026-11-20']);
  });
});
