import { describe, expect, test } from '@jest/globals';
import { networkOf } from './network-of.ts';

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113'],
    ['203.0.113.250', '203.0.113'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['2001:0DB8:0001::6', '2001:db8:1'],
    ['2001:db8::1', '2001:db8:0'],
    ['::1', '0:0:0'],
    ['2001:db8::203.0.113.7', '2001:db8:0'],
    ['fe80::1%eth0', 'fe80:0:0'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('is unknown for a text that is no address', () => {
    for (const text of ['', 'localhost', '203.0.113', '1.2.3.4.5', '2001:db8']) {
      expect(networkOf(text)).toBeUndefined();
    }
  });
});
