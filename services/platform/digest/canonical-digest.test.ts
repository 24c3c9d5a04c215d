import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digest } from '../../contracts/primitives.ts';
import { canonicalJson, digestOf } from './canonical-digest.ts';

/** The same value with the members of every object in the opposite order. */
const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, reordered(member)] as const);
  return Object.fromEntries(members.reverse());
};

describe('canonicalJson', () => {
  test('sorts keys by UTF-16 code units at every depth (RFC 8785, 3.2.3)', () => {
    const value = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      1: 4,
      '\u{1f600}': 5,
      '\u0080': 6,
      ö: 7,
      n: { b: 1, a: [2, 1] },
    };
    expect(canonicalJson(value)).toBe(
      '{"\\r":2,"1":4,"n":{"a":[2,1],"b":1},"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}',
    );
  });

  test('is JSON that reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('leaves out members that are undefined', () => {
    expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}');
  });

  test.each([
    [undefined],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1n],
    [Symbol('s')],
    [() => 1],
    [[undefined]],
    [Array(2)],
    [new Map()],
    [new Date(0)],
    [new Int32Array(1)],
    [{ deep: [{ at: new Set() }] }],
  ])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe('digestOf', () => {
  test('is what sha256 says of the canonical text', () => {
    // printf '{"a":1}' | sha256sum
    expect(digestOf({ a: 1 })).toBe(
      'sha256:015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
    );
    expect(digest.parse(digestOf('ö'))).toBe(digestOf('ö'));
  });

  test('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(digestOf(reordered(value))).toBe(digestOf(value));
      }),
    );
  });

  test('tells different values apart', () => {
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }));
    expect(digestOf({ a: { b: 1 } })).not.toBe(digestOf({ a: {}, b: 1 }));
  });
});
