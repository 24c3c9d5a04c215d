import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { flagDefinition, type FlagDefinition } from '../../contracts/http/flags.ts';
import { createFlagProvider } from '../../platform/flags/flag-provider.ts';
import { EVERYBODY, flagGain } from './flag-gain.ts';

type Flag = FlagDefinition[string];
const KEY = 'recommender-model';
const plain: Flag = {
  state: 'ENABLED',
  variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
  defaultVariant: 'peers',
};
const only = (change: Partial<Flag> = {}): FlagDefinition => ({ [KEY]: { ...plain, ...change } });
const split = (...buckets: readonly unknown[]) =>
  flagDefinition.parse({ [KEY]: { ...plain, targeting: { fractional: buckets } } });
const weighed = (naive: number) => split(['naive', naive], ['peers', EVERYBODY - naive]);
const id = { var: 'targetingKey' };

describe('what a change of flags gives to others than the default', () => {
  test.each([
    ['nothing', only(), only(), 0],
    ['a share', only(), weighed(2_500), 2_500],
    ['more of a share', weighed(2_500), weighed(4_000), 1_500],
    ['less of a share', weighed(2_500), weighed(100), 0],
    ['a share by weights of any sum', only(), split(['naive', 1], ['peers', 3]), 2_500],
    ['a third', only(), split(['naive', 1], ['peers', 2]), 3_334],
    ['the default again', weighed(9_000), only(), 0],
    ['another default', only(), only({ defaultVariant: 'naive' }), EVERYBODY],
    ['a name for another value', only(), only({ variants: { peers: 'naive' } }), EVERYBODY],
    ['a switch off', weighed(2_500), only({ state: 'DISABLED' }), 0],
    ['a switch on again', only({ state: 'DISABLED' }), weighed(2_500), 2_500],
    ['no flag any more', weighed(2_500), {}, 0],
    ['a flag that is new', {}, only(), EVERYBODY],
    ['words about it', only(), only({ metadata: { owner: 'somebody' } }), 0],
  ])('%s', (_, before, after, gain) => {
    expect(flagGain(before, after)).toBe(gain);
  });

  test.each([
    ['a bucket by a constant', split('one', ['naive', 1], ['peers', 9_999])],
    ['a salt to try out', split({ cat: ['salt', id] }, ['naive', 1], ['peers', 9_999])],
    ['an arrangement to try out', split({ cat: [id, id, id] }, ['naive', 1], ['peers', 9_999])],
    ['a bucket by what many share', split({ var: 'country' }, ['naive', 1], ['peers', 9_999])],
    ['a bucket by a default', split({ var: ['accountId', 'one'] }, ['naive', 1], ['peers', 9_999])],
    ['pieces laid out', split(['naive', 1], ['peers', 9_000], ['naive', 1])],
    ['a rule as a variant', split([{ if: [true, 'naive', 'peers'] }, 1], ['peers', 9_999])],
    [
      'some accounts',
      only({ targeting: { if: [{ in: [{ var: 'accountId' }, ['a-1']] }, 'naive', 'peers'] } }),
    ],
    ['a rule that computes', only({ targeting: { cat: ['nai', 've'] } })],
    ['one of two', only({ targeting: { or: ['naive', 'peers'] } })],
  ])('that it can not see through is everybody: %s', (_, after) => {
    expect(flagGain(only(), after)).toBe(EVERYBODY);
  });

  test('is told branch by branch where the conditions stay', () => {
    const pinned = (naive: number) =>
      only({
        targeting: {
          if: [
            { in: [{ var: 'accountId' }, ['a-1']] },
            'naive',
            {
              fractional: [
                { cat: [{ var: '$flagd.flagKey' }, id] },
                ['naive', naive],
                ['peers', EVERYBODY - naive],
              ],
            },
          ],
        },
      });
    expect(flagGain(pinned(100), pinned(600))).toBe(500);
    expect(flagGain(pinned(100), weighed(600))).toBe(500);
    expect(flagGain(weighed(600), pinned(100))).toBe(EVERYBODY - 600);
  });

  test('is that of the flag that gains most', () => {
    const two = (naive: number): FlagDefinition => ({ ...weighed(100), other: weighed(naive)[KEY]! });
    expect(flagGain(two(0), two(3_000))).toBe(3_000);
  });
});

const ACCOUNTS = Array.from({ length: 600 }, (_, index) => `a-${index}`);
/** Of a share in so many accounts: four standard deviations of one half. */
const CHANCE = (4 * EVERYBODY * 0.5) / Math.sqrt(ACCOUNTS.length);

/** What flagd really gives to how many, by value. */
const given = (flags: FlagDefinition): ReadonlyMap<unknown, number> => {
  const provider = createFlagProvider(flags);
  const counts = new Map<unknown, number>();
  for (const accountId of ACCOUNTS) {
    const value = provider.evaluate(KEY, { targetingKey: accountId, accountId })?.value;
    counts.set(value, (counts.get(value) ?? 0) + EVERYBODY / ACCOUNTS.length);
  }
  return counts;
};

const variant = fc.constantFrom('naive', 'popular', 'peers');
const bucket = fc.tuple(variant, fc.nat(100)).map(([name, weight]) => [name, weight + 1]);
const keyed = fc.constantFrom(
  [],
  [id],
  [{ cat: [{ var: '$flagd.flagKey' }, { var: 'accountId' }] }],
  ['constant'],
  [{ cat: ['salt', id] }],
  [{ substr: [id, 0, 3] }],
);
const fractional = fc
  .tuple(keyed, fc.array(bucket, { minLength: 1, maxLength: 4 }))
  .map(([key, buckets]) => ({ fractional: [...key, ...buckets] }));
const result = fc.oneof(variant, fc.constant(null), fractional);
const condition = fc.constantFrom(
  { in: [{ var: 'accountId' }, ACCOUNTS.slice(0, 900)] },
  { ends_with: [{ var: 'accountId' }, '7'] },
  true,
);
const targeting = fc.oneof(
  fractional,
  fc.tuple(condition, result, result).map(([asked, yes, no]) => ({ if: [asked, yes, no] })),
  fc
    .tuple(condition, result, condition, result)
    .map(([one, first, other, second]) => ({ if: [one, first, { if: [other, second] }] })),
);
const flags = fc
  .record(
    {
      state: fc.constantFrom('ENABLED', 'ENABLED', 'DISABLED'),
      variants: fc.constantFrom(plain.variants, { naive: 'peers', popular: 'naive', peers: 'popular' }),
      defaultVariant: variant,
      targeting,
    },
    { requiredKeys: ['state', 'variants', 'defaultVariant'] },
  )
  .map((flag) => flagDefinition.parse({ [KEY]: flag }));

/** Shares of accounts by chance alone: of these the gain is told to the part, so that enough of what is tried says something. */
const spread = fc
  .tuple(
    fc.constantFrom([], [id]),
    fc.uniqueArray(bucket, { minLength: 2, maxLength: 3, selector: ([name]) => name }),
  )
  .map(([key, buckets]) => split(...key, ...buckets));
const anyFlags = fc.oneof({ weight: 2, arbitrary: spread }, { weight: 1, arbitrary: flags });

test('is never less than what flagd then gives', () => {
  let met = 0;
  fc.assert(
    fc.property(anyFlags, anyFlags, (before, after) => {
      const bound = flagGain(before, after);
      const [was, is] = [given(before), given(after)];
      const { variants, defaultVariant } = before[KEY]!;
      const usual = variants[defaultVariant];
      for (const [value, share] of is) {
        if (value === undefined || value === usual) continue;
        expect(share - (was.get(value) ?? 0)).toBeLessThanOrEqual(bound + CHANCE);
      }
      met += bound > 0 && bound < EVERYBODY ? 1 : 0;
    }),
    { numRuns: 80 },
  );
  expect(met).toBeGreaterThan(0);
});
