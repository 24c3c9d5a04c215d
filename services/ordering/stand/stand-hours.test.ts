import { describe, expect, test } from '@jest/globals';
import { createStandHours } from './stand-hours.ts';

const at = (hours: string, zone: string, now: string): string => {
  const opening = createStandHours(hours, zone).at(Date.parse(now));
  const iso = (instant: number | undefined): string =>
    instant === undefined ? 'never' : new Date(instant).toISOString().replace('.000', '');
  return opening.open ? `closes ${iso(opening.closesAt)}` : `opens ${iso(opening.opensAt)}`;
};

describe('stand hours', () => {
  test.each([
    ['2026-11-20T10:59:59Z', 'opens 2026-11-20T11:00:00Z'],
    ['2026-11-20T11:00:00Z', 'closes 2026-11-20T14:30:00Z'],
    ['2026-11-20T14:29:59Z', 'closes 2026-11-20T14:30:00Z'],
    ['2026-11-20T14:30:00Z', 'opens 2026-11-21T11:00:00Z'],
  ])('from the first minute to just before the last: %s', (now, expected) => {
    expect(at('11:00-14:30', 'Europe/London', now)).toBe(expected);
  });

  test('an end that is not after the start is on the next day', () => {
    expect(at('22:00-02:00', 'Europe/London', '2026-11-20T01:00:00Z')).toBe('closes 2026-11-20T02:00:00Z');
    expect(at('22:00-02:00', 'Europe/London', '2026-11-20T02:00:00Z')).toBe('opens 2026-11-20T22:00:00Z');
    expect(at('22:00-02:00', 'Europe/London', '2026-11-20T23:00:00Z')).toBe('closes 2026-11-21T02:00:00Z');
  });

  test('the time zone counts, not the machine', () => {
    expect(at('11:00-14:00', 'America/New_York', '2026-11-20T12:00:00Z')).toBe('opens 2026-11-20T16:00:00Z');
    expect(at('11:00-14:00', 'Asia/Kolkata', '2026-11-20T06:00:00Z')).toBe('closes 2026-11-20T08:30:00Z');
  });

  test('always is always, and so are hours that end where they start', () => {
    expect(at('always', 'Europe/London', '2026-11-20T03:00:00Z')).toBe('closes never');
    expect(at('09:00-09:00', 'Europe/London', '2026-11-20T03:00:00Z')).toBe('closes never');
  });

  test('opens at the same wall time after the clocks change', () => {
    expect(at('11:00-14:00', 'Europe/London', '2026-03-28T15:00:00Z')).toBe('opens 2026-03-29T10:00:00Z');
    expect(at('11:00-14:00', 'Europe/London', '2026-10-24T15:00:00Z')).toBe('opens 2026-10-25T11:00:00Z');
    expect(at('20:00-04:00', 'Europe/London', '2026-10-24T20:00:00Z')).toBe('closes 2026-10-25T04:00:00Z');
  });

  test('a repeated hour is sold through: opens at its first, closes at its last', () => {
    expect(at('01:30-09:00', 'Europe/London', '2026-10-25T00:00:00Z')).toBe('opens 2026-10-25T00:30:00Z');
    expect(at('01:30-09:00', 'Europe/London', '2026-10-25T01:10:00Z')).toBe('closes 2026-10-25T09:00:00Z');
    expect(at('18:00-01:30', 'Europe/London', '2026-10-25T01:10:00Z')).toBe('closes 2026-10-25T01:30:00Z');
  });

  test('an hour that is left out moves the opening on, or the whole shift to the next day', () => {
    expect(at('01:30-09:00', 'Europe/London', '2026-03-29T00:59:59Z')).toBe('opens 2026-03-29T01:30:00Z');
    expect(at('01:30-02:00', 'Europe/London', '2026-03-29T00:59:59Z')).toBe('opens 2026-03-30T00:30:00Z');
  });

  test.each([
    ['Europe/London', '2026-03-28'],
    ['Europe/London', '2026-10-24'],
    ['America/Santiago', '2026-09-05'],
    ['Australia/Lord_Howe', '2026-04-04'],
  ])('what is announced comes true around the change of clocks in %s after %s', (zone, eve) => {
    const walking = createStandHours('00:15-01:45', zone);
    for (let step = 0; step < 72; step += 1) {
      const now = Date.parse(`${eve}T00:00:00Z`) + step * 2_700_000;
      const opening = createStandHours('00:15-01:45', zone).at(now);
      const next = (opening.open ? opening.closesAt : opening.opensAt) ?? 0;
      expect(walking.at(now)).toEqual(opening);
      expect(next).toBeGreaterThan(now);
      expect(walking.at(next - 1)).toEqual(opening);
      expect(walking.at(next).open).toBe(!opening.open);
    }
  });
});
