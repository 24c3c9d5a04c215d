import { describe, expect, test } from '@jest/globals';
import { createDayOf } from './local-day.ts';

describe('local day', () => {
  test('begins at local midnight, in winter and in summer', () => {
    const dayOf = createDayOf('Europe/London');
    expect(dayOf(Date.parse('2026-11-20T23:59:59Z'))).toBe('2026-11-20');
    expect(dayOf(Date.parse('2026-07-20T22:59:59Z'))).toBe('2026-07-20');
    expect(dayOf(Date.parse('2026-07-20T23:00:00Z'))).toBe('2026-07-21');
  });

  test.each([
    ['Europe/London', '2026-03-29'],
    ['Europe/London', '2026-10-25'],
    ['America/Santiago', '2026-09-06'],
    ['America/Santiago', '2026-04-05'],
    ['Pacific/Apia', '2011-12-30'],
  ])('asked in any order, it says the same around the change of clocks in %s on %s', (zone, change) => {
    const remembering = createDayOf(zone);
    const start = Date.parse(`${change}T00:00:00Z`) - 48 * 3_600_000;
    for (let hour = 0; hour < 96; hour += 1) {
      const instant = start + ((hour * 37) % 96) * 3_600_000;
      const inZone = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(instant);
      expect(remembering(instant)).toBe(inZone);
    }
  });
});
