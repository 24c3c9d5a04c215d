import { describe, expect, test } from '@jest/globals';
import { pageOf } from './page-of.ts';

const all = Array.from({ length: 7 }, (_, index) => index);

describe('pages of a list', () => {
  test('hold every row once, and the last one has no next', () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = pageOf(all, { limit: 3, cursor });
      expect(page.total).toBe(7);
      seen.push(...page.rows);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(all);
    expect(pageOf(all, { limit: 7 }).next).toBeUndefined();
    expect(pageOf([], { limit: 7 })).toEqual({ rows: [], total: 0 });
  });

  test('beyond the end are empty, and no cursor is made up', () => {
    expect(pageOf(all, { limit: 3, cursor: '99' })).toEqual({ rows: [], total: 7 });
    for (const cursor of ['', '-1', '1.5', '1e3', 'abc', '9'.repeat(10)]) {
      expect(() => pageOf(all, { limit: 3, cursor })).toThrow(
        expect.objectContaining({ code: 'invalid-cursor' }),
      );
    }
  });
});
