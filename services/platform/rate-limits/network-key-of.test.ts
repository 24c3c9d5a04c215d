import { describe, expect, test } from '@jest/globals';
import { networkKeyOf } from './network-key-of.ts';

describe('networkKeyOf', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
  ])('%s counts as %s', (address, network) => {
    expect(networkKeyOf(address)).toBe(network);
  });

  test.each([[undefined], [''], ['unix:'], ['203.0.113.7:443'], ['not an address']])(
    '%p counts as unknown',
    (address) => {
      expect(networkKeyOf(address)).toBe('unknown');
    },
  );
});
