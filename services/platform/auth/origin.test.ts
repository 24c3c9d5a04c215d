import { describe, expect, test } from '@jest/globals';
import { createOriginHasher } from './origin.ts';

const hash = createOriginHasher('one secret');

describe('createOriginHasher', () => {
  test('tells same from different and shows nothing of either', () => {
    const { address, network, device } = hash({ address: '203.0.113.7', device: '203.0.113.7' });
    expect(address).toMatch(/^[0-9a-f]{32}$/);
    expect(device).not.toBe(address);
    expect(hash({ address: '203.0.113.7' })).toEqual({ address, network });
    expect(hash({ address: '::ffff:203.0.113.7' })).toEqual({ address, network });
    expect(hash({ address: '203.0.113.8' }).address).not.toBe(address);
  });

  test('neighbours share a network, which no client can name', () => {
    const { address, network } = hash({ address: '203.0.113.7', network: 'mine' });
    expect(network).toMatch(/^[0-9a-f]{32}$/);
    expect(network).not.toBe(address);
    expect(hash({ address: '203.0.113.250' }).network).toBe(network);
    expect(hash({ address: '203.0.114.7' }).network).not.toBe(network);
    expect(hash({ address: 'not-an-address', network: 'mine' })).not.toHaveProperty('network');
  });

  test('what is absent stays absent', () => {
    expect(hash({})).toEqual({});
  });

  test('another secret gives other hashes', () => {
    expect(createOriginHasher('another')({ address: 'a' })).not.toEqual(hash({ address: 'a' }));
  });
});
