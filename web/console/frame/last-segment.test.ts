import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastSegment } from './last-segment.ts';

describe('the last segment of a path', () => {
  it('is the id that was encoded, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        expect(lastSegment(`/console/accounts/${encodeURIComponent(id)}`)).toBe(id);
      }),
    );
    expect(lastSegment('/console/accounts/we%2Fird%20%2541')).toBe('we/ird %41');
  });

  it('is taken as it is where somebody mistyped it', () => {
    expect(lastSegment('/console/accounts/50%')).toBe('50%');
  });
});
