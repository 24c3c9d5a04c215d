import { describe, expect, test } from '@jest/globals';
import { openingWords } from './opening-words.ts';
import { secondsUntil } from './order-words.ts';

test('what is left of a grace period never goes below zero', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  expect(secondsUntil('2026-11-20T12:01:30.500Z', now)).toBe(91);
  expect(secondsUntil('2026-11-20T11:59:00Z', now)).toBe(0);
  expect(secondsUntil(undefined, now)).toBe(0);
});

describe('the stand', () => {
  const stand = { name: 'HQ', timeZone: 'Europe/London' };

  test('says until when it sells, on its own clock', () => {
    expect(openingWords({ ...stand, open: true, closesAt: '2026-07-01T13:00:00Z' })).toBe('Open until 14:00');
    expect(openingWords({ ...stand, open: true })).toBe('Open');
  });

  test('says from when it sells again', () => {
    expect(openingWords({ ...stand, open: false, opensAt: '2026-11-23T11:00:00Z' })).toBe(
      'The stand is closed. It opens Mon, Nov 23, 11:00 (Europe/London).',
    );
    expect(openingWords({ ...stand, open: false })).toBe('The stand is closed.');
  });
});
