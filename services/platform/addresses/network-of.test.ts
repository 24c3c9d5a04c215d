import { describe, expect, test } from '@jest/globals';
import { CUSTOMER, networkOf, SITE } from './network-of.ts';

describe('the network of a site', () => {
  test.each([
    ['203.0.113.7', '203.0.113'],
    ['203.0.113.250', '203.0.113'],
    ['::ffff:203.0.113.7', '203.0.113'],
    ['::FFFF:cb00:7107', '203.0.113'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:0DB8:0001::6', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['2001:db8::203.0.113.7', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address, SITE)).toBe(network);
  });
});

test.each([
  '',
  'unix:',
  '203.0.113.7:443',
  'not an address',
  'localhost',
  '203.0.113',
  '1.2.3.4.5',
  '2001:db8',
])('%p is in no network', (address) => {
  expect(networkOf(address, CUSTOMER)).toBeUndefined();
  expect(networkOf(address, SITE)).toBeUndefined();
});
