import { describe, expect, test } from '@jest/globals';
import { createOriginHasher } from './origin.ts';

const hash = createOriginHasher('one secret');

describe('createOriginHasher', () => {
  test('tells same from different and shows nothing of either', () => {
    const { address, device } = hash({ address: '203.0.113.7', device: '203.0.113.7' });
    expect(address).toMatch(/^[0-9a-f]{32}$/);
    expect(device).not.toBe(address);
    expect(hash({ address: '203.0.113.7' })).toEqual({ address });
    expect(hash({ address: '::ffff:203.0.113.7' })).toEqual({ address });
    expect(hash({ address: '203.0.113.8' }).address).not.toBe(address);
  });

  test('what is absent stays absent', () => {
    expect(hash({})).toEqual({});
  });

  test('another secret gives other hashes', () => {
    expect(createOriginHasher('another')({ address: 'a' })).not.toEqual(hash({ address: 'a' }));
  });
});
