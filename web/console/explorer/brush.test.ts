import { describe, expect, it } from '@jest/globals';
import type { AccountFeatures } from '../../../services/contracts/http/accounts.ts';
import { axes } from './axes.ts';
import { draftLink, draftRules, isBrushed, isIn, qualityOf, withRange } from './brush.ts';

const account = (accountId: string, rest: Partial<AccountFeatures> = {}): AccountFeatures => ({
  ...{ accountId, standing: 'newcomer', placed: 10, fulfilledShare: 900_000, cancelledShare: 100_000 },
  ...{ expiredShare: 0, cancelSpam: 20_000, neverPickedUp: 0, settledDays: 3, ageDays: 9 },
  ...{ distinctItems: 4, votes: 1_500_000 },
  ...rest,
});
const spammer = account('s', { cancelledShare: 1_000_000, cancelSpam: 800_000, label: 'hostile' });

describe('a brush', () => {
  it('holds who is within it on every axis, ends included', () => {
    const brush = withRange(withRange({}, 'cancelled', { min: 50 }), 'placed', { min: 10, max: 10 });
    expect(
      [spammer, account('a'), account('b', { placed: 11, cancelledShare: 900_000 })].map((one) =>
        isIn(brush, one),
      ),
    ).toEqual([true, false, false]);
    expect(isIn({}, account('a'))).toBe(true);
  });

  it('is none without a limit', () => {
    expect([isBrushed({}), isBrushed(withRange({}, 'votes', {})), isBrushed({ votes: { max: 3 } })]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('is judged by labels alone', () => {
    const accounts = [
      spammer,
      account('t', { label: 'hostile' }),
      account('h', { label: 'honest', cancelledShare: 700_000 }),
      account('g', { label: 'honest' }),
      account('u', { label: 'unclear', cancelledShare: 700_000 }),
      account('n', { cancelledShare: 700_000 }),
    ];
    const quality = qualityOf(accounts, (one) => isIn({ cancelled: { min: 50 } }, one));
    expect(quality).toEqual({ found: 1, judged: 2, hostile: 2, precision: 0.5, recall: 0.5 });
    expect(qualityOf([account('a')], () => true)).toMatchObject({ precision: undefined, recall: undefined });
  });

  it('proposes thresholds where a filter measures the axis', () => {
    const rules = draftRules({ cancelSpam: { min: 41.25 }, neverPickedUp: { max: 3 }, votes: { min: 2 } });
    expect(rules.map(({ filter, threshold }) => [filter, threshold])).toEqual([['cancel-spam', 412_500]]);
    const { searchParams, pathname } = new URL(draftLink(rules), 'http://console.test');
    expect(pathname).toBe('/policies');
    expect(JSON.parse(searchParams.get('draft')!)).toEqual({
      filters: { 'cancel-spam': { threshold: 412_500 } },
    });
  });

  it('has axes of different names', () => {
    expect(new Set(axes.map(({ label }) => label)).size).toBe(axes.length);
  });
});
