import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isBroken, RefusedShare } from './refused-share.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const DAY = 1_440;
const bad = (count: number) => Array<string>(count).fill('invalid-event');

describe('the share of refused events', () => {
  test('is that of the last minutes, the current one included', () => {
    const share = new RefusedShare();
    share.count(NOON, 8, bad(2));
    share.count(NOON + MINUTE, 5, [...bad(1), 'not-json']);
    expect(share.sums(NOON + MINUTE, 2)).toEqual({ seen: 17, refused: 4 });
    expect(share.sums(NOON + MINUTE, 1)).toEqual({ seen: 7, refused: 2 });
    expect(share.counts(NOON + MINUTE, 2).reasons).toEqual({ 'invalid-event': 3, 'not-json': 1 });
    expect(share.sums(NOON + 2 * MINUTE, 2)).toEqual({ seen: 7, refused: 2 });
    expect(share.sums(NOON + 3 * MINUTE, 2)).toEqual({ seen: 0, refused: 0 });
  });

  test('is that of all requests received in the window, and never of what a clock set back has ahead', () => {
    const request = fc.record({ minute: fc.nat(3 * DAY), sound: fc.nat(9), refused: fc.nat(9) });
    const requests = fc.array(request, { maxLength: 60 });
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: DAY }), fc.nat(DAY), (sent, window, back) => {
        const share = new RefusedShare();
        const inTime = sent.toSorted((a, b) => a.minute - b.minute);
        for (const { minute, sound, refused } of inTime)
          share.count(NOON + minute * MINUTE, sound, bad(refused));
        const seenAt = (now: number) =>
          inTime
            .filter(({ minute }) => minute <= now && minute > now - window)
            .reduce((sum, { sound, refused }) => sum + sound + refused, 0);
        const last = inTime.at(-1)?.minute ?? 0;
        expect(share.sums(NOON + last * MINUTE + 59_999, window).seen).toBe(seenAt(last));
        const { seen } = share.sums(NOON + (last - back) * MINUTE, window);
        expect(seen).toBeLessThanOrEqual(seenAt(last - back));
      }),
    );
  });

  test('begins anew when a person has looked at it', () => {
    const share = new RefusedShare();
    share.count(NOON, 0, bad(9));
    share.forget();
    expect(share.counts(NOON, 15)).toEqual({ seen: 0, refused: 0, reasons: {} });
  });
});

describe('the contract', () => {
  const contract = { windowMinutes: 15, share: 100_000, least: 20 };

  test('is broken above its share only, and never by a few events', () => {
    expect(isBroken({ seen: 100, refused: 10 }, contract)).toBe(false);
    expect(isBroken({ seen: 100, refused: 11 }, contract)).toBe(true);
    expect(isBroken({ seen: 19, refused: 19 }, contract)).toBe(false);
    expect(isBroken({ seen: 20, refused: 3 }, contract)).toBe(true);
    expect(isBroken({ seen: 0, refused: 0 }, contract)).toBe(false);
  });

  test('of a share of nothing is broken by one event, of a share of all by none', () => {
    expect(isBroken({ seen: 20, refused: 1 }, { ...contract, share: 0 })).toBe(true);
    expect(isBroken({ seen: 20, refused: 0 }, { ...contract, share: 0 })).toBe(false);
    expect(isBroken({ seen: 20, refused: 20 }, { ...contract, share: 1_000_000 })).toBe(false);
  });
});
