import { describe, expect, test } from '@jest/globals';
import { nextAttempt, randomKey } from './attempt.ts';

const lines = [{ itemId: 'bcpcc-8', quantity: 1 }];
const counter = () => {
  let made = 0;
  return () => `key-${++made}`;
};

describe('an attempt to order', () => {
  test('is the same again while nobody knows what became of it: a lost answer is not a second lunch', () => {
    const newKey = counter();
    const first = nextAttempt(undefined, lines, newKey);
    expect(nextAttempt({ attempt: first, refused: false }, structuredClone(lines), newKey)).toBe(first);
  });

  test('is a new one for another basket', () => {
    const newKey = counter();
    const attempt = nextAttempt(undefined, lines, newKey);
    const other = nextAttempt({ attempt, refused: false }, [{ itemId: 'bcpcc-8', quantity: 2 }], newKey);
    expect(other.key).toBe('key-2');
  });

  test('is a new one after a refusal: nothing was ordered then', () => {
    const newKey = counter();
    const attempt = nextAttempt(undefined, lines, newKey);
    expect(nextAttempt({ attempt, refused: true }, lines, newKey).key).toBe('key-2');
  });

  test('has a key that nobody guesses, fit for a header', () => {
    const keys = new Set(Array.from({ length: 100 }, randomKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
