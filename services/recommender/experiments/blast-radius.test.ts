import { expect, test } from '@jest/globals';
import { isWithin } from './blast-radius.ts';

const accounts = Array.from({ length: 10_000 }, (_, index) => `a-${index}`);

test.each([100, 1_000, 2_500])(
  '%i parts are as many of ten thousand accounts, other ones each time',
  (parts) => {
    const touchedBy = (experimentId: string) =>
      accounts.filter((account) => isWithin({ experimentId, parts }, account));
    const one = touchedBy('ex-3579c6ea5788');
    expect(one.length).toBeGreaterThan(parts * 0.8);
    expect(one.length).toBeLessThan(parts * 1.2);
    const other = new Set(touchedBy('ex-2c9d0a51b7e4'));
    expect(one.filter((account) => other.has(account)).length).toBeLessThan(parts * 0.5);
    expect(touchedBy('ex-3579c6ea5788')).toEqual(one);
  },
);
