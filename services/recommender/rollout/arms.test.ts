import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { ALL_PARTS, EQUAL_PARTS } from '../../contracts/rollout.ts';
import { defaultFlags, MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import { createFlags, type Flags } from '../../platform/flags/flag-client.ts';
import { validateFlags } from '../../platform/flags/validate-flags.ts';
import { armNames, isInForce, plainRules, withArms, withoutArms, withPromoted } from './arms.ts';

type Flag = FlagDefinition[string];

const rollout = { rolloutId: 'ro-1', challenger: 'popular', baseline: 'peers' } as const;
const names = armNames('ro-1');
const flag: Flag = defaultFlags[MODEL_FLAG]!;
const pins = [{ in: [{ var: 'accountId' }, ['account-0', 'account-1']] }, 'naive'];
const sticky = { cat: [{ var: '$flagd.flagKey' }, { var: 'targetingKey' }] };
const pinned: Flag = { ...flag, targeting: { if: [...pins, { fractional: [sticky, ['peers', 10_000]] }] } };

const ACCOUNTS = Array.from({ length: 300 }, (_, index) => `account-${index}`);

let flags: Flags;
beforeAll(() => {
  flags = createFlags();
});
afterAll(async () => {
  await flags[Symbol.asyncDispose]();
});

const givenBy = async (one: Flag | undefined): Promise<readonly (string | undefined)[]> => {
  const definition = { [MODEL_FLAG]: one! };
  validateFlags(definition);
  const given = ACCOUNTS.map((id) => flags.stringFor(definition, MODEL_FLAG, id, 'code default'));
  return (await Promise.all(given)).map(({ variant }) => variant);
};

describe('the arms of a rollout', () => {
  test('are left by nobody while both grow, whatever the steps', async () => {
    const steps = fc.uniqueArray(fc.integer({ min: 1, max: EQUAL_PARTS }), { minLength: 2, maxLength: 5 });
    const grows = fc.asyncProperty(steps, fc.boolean(), async (unsorted, hasPins) => {
      let written: Flag = hasPins ? pinned : flag;
      let before: readonly (string | undefined)[] = [];
      for (const parts of [...unsorted].sort((a, b) => a - b)) {
        written = withArms(written, rollout, parts)!;
        const after = await givenBy(written);
        before.forEach((variant, index) => {
          if (variant === names.challenger || variant === names.control) expect(after[index]).toBe(variant);
        });
        if (hasPins) expect(after.slice(0, 2)).toEqual(['naive', 'naive']);
        before = after;
      }
      const last = await givenBy(withArms(written, rollout, ALL_PARTS));
      expect(new Set(last.slice(2))).toEqual(new Set([names.challenger]));
    });
    await fc.assert(grows, { numRuns: 6, seed: 1 });
  });

  test('are of the same size', async () => {
    for (const parts of [500, 2_500, EQUAL_PARTS]) {
      const given = await givenBy(withArms(flag, rollout, parts));
      const share = parts / ALL_PARTS;
      // Four standard deviations of the binomial.
      const tolerance = 4 * Math.sqrt(ACCOUNTS.length * share * (1 - share));
      for (const name of Object.values(names)) {
        const size = given.filter((variant) => variant === name).length;
        expect(Math.abs(size - ACCOUNTS.length * share)).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  test('are other accounts in another rollout', async () => {
    const one = await givenBy(withArms(flag, rollout, 1_000));
    const other = await givenBy(withArms(flag, { ...rollout, rolloutId: 'ro-2' }, 1_000));
    const both = one.filter(
      (variant, index) => variant === names.challenger && other[index] === armNames('ro-2').challenger,
    );
    expect(both.length).toBeLessThan(15);
  });

  test('name the models, and leave everybody else the model they had', () => {
    const written = withArms(flag, rollout, 100)!;
    expect(written.variants).toMatchObject({ [names.challenger]: 'popular', [names.control]: 'peers' });
    expect(isInForce(written, rollout, 100)).toBe(true);
  });

  test.each<[string, (one: Flag) => Flag | undefined]>([
    ['of another step', (one) => withArms(one, rollout, 101)],
    ['disabled', (one) => ({ ...one, state: 'DISABLED' })],
    ['with another model', (one) => ({ ...one, variants: { ...one.variants, [names.challenger]: 'naive' } })],
    ['without rules', ({ targeting: _, ...one }) => one],
    ['gone', () => undefined],
  ])('are not in force in a flag that is %s', (_, change) => {
    expect(isInForce(change(withArms(flag, rollout, 100)!), rollout, 100)).toBe(false);
  });

  test('go as if they had never been, and with a promotion the challenger is everybody’s', async () => {
    for (const base of [flag, pinned]) {
      const written = withArms(withArms(base, rollout, 100)!, rollout, 500)!;
      expect(withoutArms(written, 'ro-1')).toEqual(base);
      const promoted = withPromoted(written, rollout)!;
      expect(promoted.variants).toEqual(flag.variants);
      expect(new Set((await givenBy(promoted)).slice(2))).toEqual(new Set(['popular']));
    }
  });

  test('get a variant of the challenger’s name where there is none', () => {
    const { popular: _, ...variants } = flag.variants;
    const promoted = withPromoted(withArms({ ...flag, variants }, rollout, 100)!, rollout);
    expect(promoted).toMatchObject({
      variants: { ...variants, popular: 'popular' },
      defaultVariant: 'popular',
    });
  });

  test('are not put over somebody’s own rules, and a person’s rules with them stay', () => {
    const split = { fractional: [sticky, ['naive', 1], ['peers', 1]] };
    expect(plainRules({ ...flag, targeting: split })).toBeUndefined();
    expect(withArms({ ...flag, targeting: split }, rollout, 100)).toBeUndefined();
    const written = withArms(flag, rollout, 100)!;
    const own: Flag = { ...written, targeting: { if: [{ var: 'beta' }, names.challenger, 'peers'] } };
    expect(withoutArms(own, 'ro-1')).toEqual(own);
    expect(withPromoted(own, rollout)).toBeUndefined();
    const { targeting: _, ...without } = written;
    expect(withoutArms(without, 'ro-1')).toEqual(flag);
  });
});
