import { describe, expect, it } from '@jest/globals';
import { FlagdCore, MemoryStorage } from '@openfeature/flagd-core';
import fc from 'fast-check';
import { faultOf, flagOf, planOf, typedIds, withPins, withShare } from './flag-plan.ts';
import { ALL_WEIGHT, MODEL_FLAG, type Flag, type FlagPlan } from './model-flag.ts';

const silent = { error() {}, warn() {}, info() {}, debug() {} };
const flag: Flag = {
  state: 'ENABLED',
  variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
  defaultVariant: 'peers',
};
const plain = { enabled: true, defaultVariant: 'peers', pins: [] };

const evaluate = (written: Flag, accountId: string) => {
  const core = new FlagdCore(new MemoryStorage(silent, { disableDynamicCodeGeneration: true }), silent);
  core.setConfigurations(JSON.stringify({ flags: { [MODEL_FLAG]: written } }));
  return core.resolveStringEvaluation(MODEL_FLAG, 'fallback', { targetingKey: accountId, accountId }).value;
};

const weights = fc
  .tuple(fc.integer({ min: 0, max: ALL_WEIGHT }), fc.integer({ min: 0, max: ALL_WEIGHT }))
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  .map(([low = 0, high = 0]) => [low, high - low, ALL_WEIGHT - high] as const);
const plans = fc
  .record({ weights, ids: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 6 }), cut: fc.nat(6) })
  .map(({ weights: [naive, popular, peers], ids, cut }) => ({
    ...plain,
    shares: [
      { variant: 'naive', weight: naive },
      { variant: 'popular', weight: popular },
      { variant: 'peers', weight: peers },
    ],
    pins: [
      { variant: 'naive', accountIds: ids.slice(0, cut) },
      { variant: 'peers', accountIds: ids.slice(cut) },
    ].filter(({ accountIds }) => accountIds.length > 0),
  }));

describe('a flag plan', () => {
  it('writes the agreed targeting', () => {
    const plan = planOf(flag);
    if (!plan) throw new Error('a flag without targeting is a plan');
    const edited = withPins(withShare(plan, 'naive', 100), 'naive', ['a', 'b']);
    expect(flagOf(edited, flag).targeting).toEqual({
      if: [
        { in: [{ var: 'accountId' }, ['a', 'b']] },
        'naive',
        {
          fractional: [
            { cat: [{ var: '$flagd.flagKey' }, { var: 'targetingKey' }] },
            ['naive', 100],
            ['peers', 9900],
          ],
        },
      ],
    });
  });

  it('leaves alone what it does not say', () => {
    const described = { ...flag, metadata: { owner: 'the stand' } };
    const plan = planOf(described);
    expect(plan && flagOf(withShare(plan, 'naive', 5), described)).toMatchObject({
      metadata: { owner: 'the stand' },
      variants: flag.variants,
    });
  });

  it('survives writing and reading, and flagd accepts what is written', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const written = flagOf(plan, flag);
        const storage = new MemoryStorage(silent, { disableDynamicCodeGeneration: true });
        storage.setConfigurations(JSON.stringify({ flags: { [MODEL_FLAG]: written } }), true);
        const read = planOf(written);
        const spoken = (of: FlagPlan) => ({ ...of, shares: of.shares.filter(({ weight }) => weight > 0) });
        expect(read && spoken(read)).toEqual(spoken(plan));
        expect(read && flagOf(read, flag)).toEqual(written);
        for (const pin of plan.pins) {
          for (const id of pin.accountIds) expect(evaluate(written, id)).toBe(pin.variant);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('moves nobody back while one share grows', () => {
    const base = {
      ...plain,
      shares: [
        { variant: 'naive', weight: 0 },
        { variant: 'peers', weight: ALL_WEIGHT },
      ],
    };
    const ids = Array.from({ length: 300 }, (_, n) => `a-${n}`);
    const naiveAt = (weight: number) => {
      const written = flagOf(withShare(base, 'naive', weight), flag);
      return new Set(ids.filter((id) => evaluate(written, id) === 'naive'));
    };
    const [few, more] = [naiveAt(1_000), naiveAt(4_000)];
    expect(few.size).toBeGreaterThan(0);
    expect(more.size).toBeGreaterThan(few.size);
    expect([...few].filter((id) => !more.has(id))).toEqual([]);
  });

  it.each([
    [
      'an unknown condition',
      { if: [{ in: [{ var: 'email' }, ['a']] }, 'naive', { fractional: [['peers', 1]] }] },
    ],
    ['a split by another key', { fractional: [{ var: 'email' }, ['naive', 100], ['peers', 9900]] }],
    ['a variant that is none', { fractional: [stickyKey(), ['gone', 100], ['peers', 9900]] }],
    [
      'weights that can not be hundredths of a percent',
      { fractional: [stickyKey(), ['naive', 1], ['peers', 2]] },
    ],
    ['a variant twice', { fractional: [stickyKey(), ['peers', 1], ['peers', 1]] }],
    ['a rule without an else', { if: [{ in: [{ var: 'accountId' }, ['a']] }, 'naive'] }],
  ])('leaves %s alone', (_, targeting) => {
    expect(planOf({ ...flag, targeting })).toBeUndefined();
  });

  it('reads small weights as the same share', () => {
    const plan = planOf({ ...flag, targeting: { fractional: [stickyKey(), ['naive', 1], ['peers', 99]] } });
    expect(plan?.shares).toEqual([
      { variant: 'naive', weight: 100 },
      { variant: 'popular', weight: 0 },
      { variant: 'peers', weight: 9900 },
    ]);
  });

  it('gives the default variant what the others leave, even where that is nothing', () => {
    const everything = flagOf({ ...plain, shares: [{ variant: 'naive', weight: ALL_WEIGHT }] }, flag);
    const plan = planOf(everything);
    expect(plan?.shares.map(({ variant }) => variant)).toEqual(['popular', 'naive', 'peers']);
    const less = plan && withShare(plan, 'naive', 1_000);
    expect(less?.shares.map(({ weight }) => weight)).toEqual([0, 1_000, 9_000]);
  });

  it('never gives more than there is', () => {
    const plan = planOf(flag);
    if (!plan) throw new Error('a flag without targeting is a plan');
    const edited = withShare(withShare(plan, 'naive', 9_000), 'popular', 5_000);
    expect(edited.shares.map(({ weight }) => weight)).toEqual([9_000, 1_000, 0]);
    expect(faultOf(edited)).toBeUndefined();
  });

  it('pins an account once', () => {
    const plan = planOf(flag);
    if (!plan) throw new Error('a flag without targeting is a plan');
    const edited = withPins(withPins(plan, 'naive', [' a ', 'b', 'a']), 'peers', ['b']);
    expect(edited.pins).toEqual([
      { variant: 'naive', accountIds: ['a'] },
      { variant: 'peers', accountIds: ['b'] },
    ]);
  });

  it('takes pasted lists apart, and leaves an id with a comma whole', () => {
    expect(typedIds(['a,1', 'b,c,', 'd'], ['a,1'])).toEqual(['a,1', 'b', 'c', '', 'd']);
  });

  it('says what is wrong', () => {
    const shares = [{ variant: 'peers', weight: 9_999 }];
    expect(faultOf({ ...plain, shares })).toMatch('100%');
    const pins = [
      { variant: 'naive', accountIds: ['a'] },
      { variant: 'peers', accountIds: ['a'] },
    ];
    expect(faultOf({ ...plain, shares: [{ variant: 'peers', weight: ALL_WEIGHT }], pins })).toMatch(
      'a is pinned',
    );
  });
});

function stickyKey() {
  return { cat: [{ var: '$flagd.flagKey' }, { var: 'targetingKey' }] };
}
