import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withOffset } from '../../../test/builders/hostile.ts';
import { runs } from '../../../test/builders/runs.ts';
import { instant } from '../../contracts/primitives.ts';
import { createMinuteReader, dateOfDay, dayOfMinute } from './event-time.ts';

const YEAR_0 = Date.parse('0001-01-01T00:00:00Z');
const YEAR_4000 = Date.parse('4000-01-01T00:00:00Z');

describe('the minute of a time', () => {
  test('is that of the instant, in whatever zone it is written and after whatever was read before', () => {
    const time = fc.tuple(
      fc.oneof(
        fc.integer({ min: YEAR_0, max: YEAR_4000 }),
        fc.integer({ min: -200_000_000, max: 200_000_000 }),
      ),
      fc.oneof(fc.constant(0), fc.integer({ min: -1_439, max: 1_439 })),
    );
    fc.assert(
      fc.property(fc.array(time, { maxLength: 20 }), (times) => {
        const minuteOf = createMinuteReader();
        for (const [at, offset] of times) {
          const text = withOffset(at, offset);
          expect(instant.safeParse(text).success).toBe(true);
          expect(minuteOf(text)).toBe(Math.floor(at / 60_000));
        }
      }),
      runs(200),
    );
  });

  test('is known for every text that the contract takes for an instant', () => {
    const { pattern } = instant.def;
    if (!pattern) throw new Error('an instant is what a pattern says');
    const minuteOf = createMinuteReader();
    fc.assert(
      fc.property(
        fc.stringMatching(pattern).filter(({ length }) => length <= 64),
        (text) => {
          expect(instant.safeParse(text).success).toBe(true);
          expect(Date.parse(text)).not.toBeNaN();
          expect(minuteOf(text)).toBe(Math.floor(Date.parse(text) / 60_000));
        },
      ),
      runs(500),
    );
  });

  test.each([
    ['1970-01-01T00:00:00Z', 0, '1970-01-01'],
    ['1969-12-31T23:59:59.999Z', -1, '1969-12-31'],
    ['2024-02-29T23:59:59Z', 28_487_519, '2024-02-29'],
    ['2024-03-01T00:30:00+01:00', 28_487_490, '2024-02-29'],
    ['2024-02-28T23:30:00-01:00', 28_486_110, '2024-02-29'],
    ['2000-02-29T00:00:00.000Z', 15_863_040, '2000-02-29'],
  ])('of %s is %p, on %s', (text, minute, date) => {
    expect(createMinuteReader()(text)).toBe(minute);
    expect(dateOfDay(dayOfMinute(minute))).toBe(date);
  });

  test('of no time is refused', () => {
    expect(() => createMinuteReader()('yesterday')).toThrow(RangeError);
    expect(() => createMinuteReader()('')).toThrow(RangeError);
  });
});
