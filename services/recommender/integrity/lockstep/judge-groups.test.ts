import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../../../test/builders/runs.ts';
import { defaultPolicy, ONE, type Policy } from '../policy.ts';
import { judgeGroups, type Member, movedBy } from './judge-groups.ts';

const TODAY = 1_000;

const policyWith = (accounts: number, probation: number, share: number): Policy => ({
  ...defaultPolicy,
  filters: { ...defaultPolicy.filters, lockstep: { effect: 'demote', accounts, probation } },
  demotions: { share },
});
const all = policyWith(3, 30, ONE);

const group = (key: number, from: number, count: number, member: Partial<Member> = {}): readonly Member[] =>
  Array.from({ length: count }, (_, index) => ({
    account: from + index,
    rise: TODAY - 10,
    keys: [key],
    isCleared: false,
    ...member,
  }));
const judge = (members: readonly Member[], policy = all) => {
  const { demoted, waiting, together } = judgeGroups(members, TODAY, policy);
  const sizes = Array.from(together, ([account, { size }]) => [account, size] as const);
  return { demoted: [...demoted], waiting: [...waiting], together: Object.fromEntries(sizes) };
};

describe('accounts that move together', () => {
  test('are left alone while they are few', () => {
    expect(judge([...group(1, 0, 2), ...group(2, 2, 2), ...group(3, 4, 1)])).toEqual({
      demoted: [],
      waiting: [],
      together: {},
    });
  });

  test('are demoted, all but the oldest', () => {
    expect(judge(group(1, 0, 5))).toEqual({
      demoted: [2, 3, 4],
      waiting: [],
      together: { 2: 5, 3: 5, 4: 5 },
    });
  });

  test('wait for a person after their probation, and beyond the quota', () => {
    expect(judge(group(1, 0, 5, { rise: TODAY - 30 }))).toMatchObject({ demoted: [], waiting: [2, 3, 4] });
    expect(judge(group(1, 0, 5), policyWith(3, 30, 400_000))).toMatchObject({
      demoted: [2, 3],
      waiting: [4],
    });
  });

  test('are not demoted once a person has cleared them, and are still part of the group', () => {
    const [first, ...others] = group(1, 0, 5);
    expect(judge([first!, { ...others[0]!, isCleared: true }, ...others.slice(1)])).toMatchObject({
      demoted: [2, 3, 4],
    });
    expect(judge(group(1, 0, 5, { isCleared: true }))).toMatchObject({ demoted: [], waiting: [] });
  });

  test('are nobody where the filter has no effect, or where nothing was taken home', () => {
    const { lockstep } = all.filters;
    const off = { ...all, filters: { ...all.filters, lockstep: { ...lockstep, effect: 'none' as const } } };
    expect(judge(group(1, 0, 50), off)).toEqual({ demoted: [], waiting: [], together: {} });
    expect(judge(group(1, 0, 50, { keys: undefined })).demoted).toEqual([]);
  });
});

/** What an account is to the groups, whether hostile or honest. */
const someone = fc.record({
  rise: fc.integer({ min: TODAY - 12, max: TODAY - 1 }),
  key: fc.option(fc.nat(3), { nil: undefined }),
  isCleared: fc.boolean(),
});
type Someone = typeof someone extends fc.Arbitrary<infer T> ? T : never;

const membersOf = (people: readonly (Someone | undefined)[]): readonly Member[] =>
  people
    .flatMap((person, account) =>
      person ? [{ ...person, account, keys: person.key === undefined ? undefined : [person.key] }] : [],
    )
    .sort((a, b) => a.rise - b.rise || a.account - b.account);

describe('framing (promise 7)', () => {
  const worlds = fc.record({
    honest: fc.array(someone, { maxLength: 12, size: 'max' }),
    before: fc.array(fc.option(someone, { nil: undefined }), { minLength: 1, maxLength: 4 }),
    after: fc.array(fc.option(someone, { nil: undefined }), { minLength: 4, maxLength: 4 }),
    policy: fc
      .record({
        accounts: fc.integer({ min: 2, max: 4 }),
        probation: fc.integer({ min: 0, max: 12 }),
        share: fc.constantFrom(0, 100_000, 250_000, 500_000, ONE),
      })
      .map(({ accounts, probation, share }) => policyWith(accounts, probation, share)),
  });

  test('moves no more accounts than the bound, on probation all of them, whatever the hostile ones do', () => {
    let moves = 0;
    fc.assert(
      fc.property(worlds, ({ honest, before, after, policy }) => {
        // Hostile accounts rise, fall, change groups and ages; a person clears nobody meanwhile.
        const changed = before.map((_, index) => after[index]);
        const was = judgeGroups(membersOf([...honest, ...before]), TODAY, policy);
        const is = judgeGroups(membersOf([...honest, ...changed]), TODAY, policy);
        const bound = movedBy(before.length, was.risen, was.candidates, policy);
        const taken = honest.filter((_, account) => is.demoted.has(account) && !was.demoted.has(account));
        const back = honest.filter((_, account) => was.demoted.has(account) && !is.demoted.has(account));
        moves += taken.length + back.length;
        expect(taken.length).toBeLessThanOrEqual(bound);
        expect(back.length).toBeLessThanOrEqual(bound);
        for (const { rise, isCleared } of taken) {
          expect(isCleared).toBe(false);
          expect(TODAY - rise).toBeLessThan(policy.filters.lockstep.probation);
        }
      }),
      runs(4_000),
    );
    expect(moves).toBeGreaterThan(100);
  });

  test('has a bound that grows with the attackers, and is nothing where nobody is demoted by itself', () => {
    const bounds = Array.from({ length: 60 }, (_, hostile) => movedBy(hostile, 1_000, 1, defaultPolicy));
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
    expect(bounds.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 10]);
    expect(movedBy(5, 94, 0, defaultPolicy)).toBe(0);
  });
});
