import { expect, test } from '@jest/globals';
import { aForgoing } from '../../../../test/builders/a-profile.ts';
import { defaultPolicy } from '../policy.ts';
import { neverPickedUp } from './never-picked-up.ts';

const notice = (unfetched: Parameters<typeof aForgoing>[0]) =>
  neverPickedUp(aForgoing(unfetched), undefined, defaultPolicy);

test('who forgets an order now and then is not noticed; who lets most of them wait is', () => {
  expect(notice({})).toBeUndefined();
  expect(notice({ placed: 2, expired: 2 })).toBeUndefined();
  expect(notice({ placed: 40, expired: 4 })).toBeUndefined();
  expect(notice({ placed: 100, cancelled: 100 })).toBeUndefined();
  expect(notice({ placed: 100, expired: 90 })).toMatchObject({
    code: 'never-picked-up',
    facts: { ordersPlaced: 100, ordersExpired: 90 },
  });
});

test('the seventh in a row is not yet, the eighth is', () => {
  expect(notice({ placed: 7, expired: 7 })).toBeUndefined();
  expect(notice({ placed: 8, expired: 8 })).toBeDefined();
});
