import { expect, test } from '@jest/globals';
import { withOrigins } from '../attacks/origins.ts';
import { withHonestOrigins } from './honest-origins.ts';
import { synthetic } from './synthetic.ts';

const data = await synthetic.load(400);
if ('missing' in data) throw new Error(data.missing);
const honest = withHonestOrigins(data.events);

const sizesBy = (kind: 'address' | 'network' | 'device', accounts: readonly string[]): readonly number[] => {
  const sizes = new Map<string, number>();
  for (const accountId of accounts) {
    const name = honest.origins.get(accountId)?.[kind] ?? '';
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return [...sizes.values()];
};
const everybody = [...honest.origins.keys()];
const atHome = everybody.filter((accountId) => !honest.offices.has(accountId));

test('people live in homes of up to four and work in offices of up to forty, behind one address each', () => {
  expect(Math.max(...sizesBy('address', atHome))).toBe(4);
  const offices = sizesBy('address', [...honest.offices]);
  expect(offices.length).toBeGreaterThan(2);
  expect(Math.max(...offices)).toBeGreaterThan(20);
  expect(Math.max(...offices)).toBeLessThanOrEqual(40);
  expect(Math.max(...sizesBy('device', everybody))).toBeLessThanOrEqual(4);
});

test('the same history gives the same origins, and every order has one', () => {
  expect(withHonestOrigins(data.events)).toEqual(honest);
  const placed = honest.events.flatMap((event) => (event.type === 'order.placed' ? [event.data.origin] : []));
  expect(placed.every((origin) => origin?.address !== undefined)).toBe(true);
});

test('what a history tells itself stays', () => {
  const told = withOrigins(data.events, () => ({ address: 'a1b2c3d4' }));
  const kept = withHonestOrigins(told);
  expect(kept.events).toBe(told);
  expect([kept.offices.size, kept.origins.get(everybody[0]!)]).toEqual([0, { address: 'a1b2c3d4' }]);
});
