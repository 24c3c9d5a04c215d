import { describe, expect, it } from '@jest/globals';
import { compareFlags } from './compare-flags.ts';
import { definitionChanges, flagChanges, shareText } from './flag-changes.ts';
import { flagOf, planOf, withPins, withShare } from './flag-plan.ts';
import type { Flag } from './model-flag.ts';
import { previewFlag } from './preview-flag.ts';

const flag: Flag = {
  state: 'ENABLED',
  variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
  defaultVariant: 'peers',
};
const plan = planOf(flag) ?? { enabled: true, defaultVariant: 'peers', shares: [], pins: [] };
const written = (change = plan) => flagOf(change, flag);

describe('what a change of a flag does', () => {
  it('is nothing when only the spelling differs', () => {
    expect(flagChanges(flag, written())).toEqual([]);
  });

  it('is told variant by variant', () => {
    const after = written(withPins(withShare(plan, 'naive', 125), 'naive', ['a-1', 'a-2']));
    expect(flagChanges(flag, after)).toEqual([
      'naive: 0% → 1.25% of the accounts.',
      'Pinned to naive: a-1, a-2.',
      'peers: 100% → 98.75% of the accounts.',
    ]);
    expect(flagChanges(after, flag)).toContain('No longer pinned to naive: a-1, a-2.');
  });

  it('tells the kill switch first', () => {
    const killed = { ...written(withShare(plan, 'naive', 100)), state: 'DISABLED' as const };
    expect(flagChanges(flag, killed)[0]).toBe('Kill switch on: everybody gets popular.');
    expect(flagChanges(killed, flag)[0]).toMatch('Kill switch off');
  });

  it('admits that it can not read foreign rules', () => {
    const foreign = { ...flag, targeting: { if: [{ var: 'beta' }, 'naive', 'peers'] } };
    expect(flagChanges(flag, { ...foreign, defaultVariant: 'popular' })).toEqual([
      'The targeting rules change.',
      'Default variant: peers → popular.',
    ]);
  });

  it('hides no hundredth of a percent', () => {
    expect([0, 1, 100, 1_250, 9_999, 10_000].map(shareText)).toEqual([
      '0%',
      '0.01%',
      '1%',
      '12.5%',
      '99.99%',
      '100%',
    ]);
  });
});

describe('what a change of all flags does', () => {
  it('names the flags that come, go and change', () => {
    const after = { 'recommender-model': { ...flag, state: 'DISABLED' as const }, beta: flag };
    expect(definitionChanges({ 'recommender-model': flag, old: flag }, after)).toEqual([
      'Kill switch on: everybody gets popular.',
      'Flag old is removed.',
      'Flag beta is new.',
    ]);
    const renamed = { ...flag, defaultVariant: 'naive' };
    expect(definitionChanges({ beta: flag }, { beta: renamed })).toEqual([
      'beta: naive: 0% → 100% of the accounts.',
      'beta: peers: 100% → 0% of the accounts.',
      'beta: Default variant: peers → naive.',
    ]);
  });
});

describe('the preview', () => {
  it('gives pinned accounts their variant and everybody the safe one when killed', () => {
    const pinned = written(withPins(plan, 'naive', ['a-1']));
    expect(previewFlag(pinned)('a-1')).toBe('naive');
    expect(previewFlag(pinned)('a-2')).toBe('peers');
    expect(previewFlag({ ...pinned, state: 'DISABLED' })('a-1')).toBe('popular');
  });

  it('counts who moves', () => {
    const now = previewFlag(flag);
    const then = previewFlag(written(withPins(plan, 'naive', ['a-1'])));
    expect(compareFlags(['a-1', 'a-2', 'a-3'], now, then)).toEqual({
      total: 3,
      variants: [
        { variant: 'naive', now: 0, then: 1 },
        { variant: 'peers', now: 3, then: 2 },
      ],
      movers: ['a-1'],
    });
  });

  it('refuses operators that flagd does not know', () => {
    expect(() => previewFlag({ ...flag, targeting: { guess: [1, 2] } })).toThrow();
  });
});
