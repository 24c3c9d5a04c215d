import { describe, expect, test } from '@jest/globals';
import { digestRequest } from './request-digests.ts';

const body = { lines: [{ itemId: 'classic-1', quantity: 1 }] };

describe('digestRequest', () => {
  test('the same account, key and body are the same request', () => {
    const digests = digestRequest('a-1', 'key', body);
    expect(digests.key).toMatch(/^[0-9a-f]{32}$/);
    expect(digests.body).toMatch(/^[0-9a-f]{32}$/);
    expect(digestRequest('a-1', 'key', { lines: [{ quantity: 1, itemId: 'classic-1' }] })).toEqual(digests);
  });

  test.each([
    ['quantity', { lines: [{ itemId: 'classic-1', quantity: 2 }] }],
    ['device', { ...body, device: 'd-1' }],
    ['lines', { lines: [...body.lines, ...body.lines] }],
  ])('another %s is another body', (_, other) => {
    expect(digestRequest('a-1', 'key', other).body).not.toBe(digestRequest('a-1', 'key', body).body);
  });

  test("a key is its account's own, and their border can't be moved", () => {
    expect(digestRequest('a-2', 'key', body).key).not.toBe(digestRequest('a-1', 'key', body).key);
    expect(digestRequest('a-1k', 'ey', body).key).not.toBe(digestRequest('a-1', 'key', body).key);
  });

  test.each([[undefined], [''], ['naïve'], ['x'.repeat(129)], ['a\u0000b']])('%p is no key', (key) => {
    expect(() => digestRequest('a-1', key, body)).toThrow(
      expect.objectContaining({ status: 400, code: 'idempotency-key-required' }),
    );
  });
});
