import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';
import { jsonDiff } from './json-diff.ts';

describe('the difference between two documents', () => {
  test('names each place with what stands there before and after', () => {
    const before = { votes: { budget: 5, halfLife: null }, founders: ['a-1', 'a-2'], on: true };
    const after = {
      votes: { budget: 6, halfLife: null },
      founders: ['a-2', 'a-3', 'a-4'],
      since: { day: 1 },
    };
    expect(jsonDiff(before, after)).toEqual([
      { path: 'votes.budget', before: '5', after: '6' },
      { path: 'founders', before: '"a-1"' },
      { path: 'founders', after: '"a-3"' },
      { path: 'founders', after: '"a-4"' },
      { path: 'on', before: 'true' },
      { path: 'since', after: '{"day":1}' },
    ]);
  });

  test('goes into lists of the same length, and tells another order', () => {
    expect(jsonDiff([['naive', 1], 7], [['naive', 5], 7])).toEqual([
      { path: '0.1', before: '1', after: '5' },
    ]);
    expect(jsonDiff(['a', 'a', 'b'], ['b', 'a'])).toEqual([
      { path: '', before: '["a","a","b"]', after: '["b","a"]' },
    ]);
  });

  test('cuts what is long', () => {
    const [row] = jsonDiff({ text: '' }, { text: 'x'.repeat(1_000) });
    expect(row?.after).toHaveLength(201);
  });

  test('is empty for documents that mean the same, and for no others', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(jsonDiff(before, before)).toEqual([]);
        expect(jsonDiff(before, after).length === 0).toBe(canonicalJson(before) === canonicalJson(after));
      }),
    );
  });
});
