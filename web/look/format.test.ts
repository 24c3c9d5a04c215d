import { describe, expect, test } from '@jest/globals';
import {
  clock,
  counted,
  dayAndTime,
  days,
  money,
  percent,
  points,
  relativeTime,
  roundMoney,
  timeOfDay,
  votes,
  wait,
} from './format.ts';

describe('format', () => {
  test.each([
    [0, '$0.00'],
    [850, '$8.50'],
    [9_900, '$99.00'],
    [29_700, '$297'],
    [29_750, '$297.50'],
    [119_000_00, '$119,000'],
  ])('money %i is %s', (minor, text) => {
    expect(money(minor)).toBe(text);
  });

  test('where about stands before it, money needs no cents', () => {
    expect(roundMoney(8_825)).toBe('$88');
  });

  test('counts agree with their noun', () => {
    expect(counted(1, 'account')).toBe('1 account');
    expect(counted(0, 'account')).toBe('0 accounts');
    expect(counted(12_345, 'person', 'people')).toBe('12,345 people');
    expect(days(1)).toBe('1 day');
  });

  test.each([
    [0, '0 votes'],
    [1_000_000, '1 vote'],
    [12_345_678, '12.3 votes'],
    [999_999, '1 vote'],
    [12, 'under 0.1 votes'],
  ])('%i millionths are %s', (micro, text) => {
    expect(votes(micro)).toBe(text);
  });

  test.each([
    ['2026-11-20T12:00:00Z', 'just now'],
    ['2026-11-20T11:57:00Z', '3 minutes ago'],
    ['2026-11-20T10:01:00Z', '1 hour ago'],
    ['2026-11-19T12:00:00Z', 'yesterday'],
    ['2026-11-20T14:00:00Z', 'in 2 hours'],
    ['2026-11-20T12:00:30Z', 'in a moment'],
  ])('%s is %s', (at, text) => {
    expect(relativeTime(at, Date.parse('2026-11-20T12:00:00Z'))).toBe(text);
  });

  test('a clock never goes below zero', () => {
    expect([clock(95), clock(9.9), clock(-3)]).toEqual(['1:35', '0:09', '0:00']);
  });

  test('a wait says no more than one needs', () => {
    expect([wait(40), wait(260), wait(8_000)]).toEqual(['40 s', '4 min', '2 h 13 min']);
  });

  test('times are those of the zone asked for', () => {
    expect(timeOfDay('2026-07-01T11:30:00Z', 'Europe/London')).toBe('12:30');
    expect(dayAndTime('2026-11-20T23:30:00Z', 'Asia/Tokyo')).toBe('Sat, Nov 21, 08:30');
  });

  test('a share is a percentage', () => {
    expect(percent(0.2345)).toBe('23.5%');
  });

  test('a difference of shares has its sign, and none where nothing is left after rounding', () => {
    expect([-0.068, 0.12, 0.0004, -0.0004].map(points)).toEqual(['−6.8', '+12.0', '0.0', '0.0']);
  });
});
