import { describe, expect, it } from '@jest/globals';
import { bits, dayText, effective, isDay, notableText, points, weekBefore } from './fingerprint-words.ts';

describe('a fingerprint in words', () => {
  it('says numbers in units that a person knows', () => {
    expect([bits(3_169_925), effective(12_345_678), effective(250_400_000), effective(0)]).toEqual([
      '3.17 bits',
      '12.3',
      '250',
      '0',
    ]);
    expect([points(-68_000), points(4), points(120_049)]).toEqual(['−6.8', '0.0', '+12.0']);
    expect(dayText('2026-11-20')).toBe('Fri, Nov 20, 2026');
  });

  it('takes no other text for a day', () => {
    expect(['2026-11-20', '2026-99-01', 'week', ''].map(isDay)).toEqual([true, false, false, false]);
  });

  it('knows the week before, also over a month’s end', () => {
    expect(weekBefore('2026-11-03')).toBe('2026-10-27/2026-11-02');
  });

  it.each([
    ['items-moved', 80_000, 410_000, 'the distributions are 41% apart, where chance alone makes about 8%'],
    ['cancelled', 20_000, 700_000, 'Cancelled: 70% of the orders, against 2%.'],
    ['entropy', 4_000_000, 3_000_000, 'fewer items: 3.00 bits'],
    ['entropy', 3_000_000, 4_000_000, 'more evenly: 4.00 bits'],
    ['one-origin', 50_000, 900_000, 'One origin stands behind 90% of the orders'],
    ['few-accounts', 40_000_000, 1_500_000, 'effectively 1.5, against 40.'],
    ['orders', 60, 240, '240 orders a day, against 60.'],
  ] as const)('%s', (code, a, b, words) => {
    expect(notableText({ code, a, b })).toContain(words);
  });
});
