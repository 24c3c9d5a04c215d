import { describe, expect, test } from '@jest/globals';
import { aForgoing, strengthOf } from '../../../../test/builders/a-profile.ts';
import { defaultPolicy } from '../policy.ts';
import { cancelSpam } from './cancel-spam.ts';

const notice = (unfetched: Parameters<typeof aForgoing>[0]) =>
  cancelSpam(aForgoing(unfetched), undefined, defaultPolicy);

describe('cancel spam', () => {
  test('is nothing about an honest account, an unlucky one, or one that has done nothing', () => {
    expect(notice({})).toBeUndefined();
    expect(notice({ placed: 1, cancelled: 1, quick: 1 })).toBeUndefined();
    expect(notice({ placed: 5, cancelled: 5, quick: 5 })).toBeUndefined();
    expect(notice({ placed: 30, cancelled: 5, quick: 3 })).toBeUndefined();
  });

  test('is that an account cancels what it orders, with the numbers it saw', () => {
    const found = notice({ placed: 200, cancelled: 198, quick: 150 });
    expect(found).toMatchObject({
      code: 'cancel-spam',
      facts: { ordersPlaced: 200, ordersCancelled: 198, quickCancels: 150, quickMinutes: 2 },
    });
    expect(strengthOf(found)).toBeGreaterThan(0.75);
  });

  test('weighs a cancel within two minutes twice', () => {
    const quick = strengthOf(notice({ placed: 100, cancelled: 100, quick: 100 }));
    const slow = strengthOf(notice({ placed: 100, cancelled: 100 }));
    expect(slow).toBeGreaterThan(0.3);
    expect(quick).toBeGreaterThan(slow + 0.3);
  });

  test('begins with the tenth quick cancel in a row', () => {
    expect(notice({ placed: 9, cancelled: 9, quick: 9 })).toBeUndefined();
    expect(notice({ placed: 10, cancelled: 10, quick: 10 })).toBeDefined();
  });
});
