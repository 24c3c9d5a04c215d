import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { createFlags, type Flags } from './flag-client.ts';
import { defaultFlags, MODEL_FLAG } from './default-flags.ts';

type Flag = FlagDefinition[string];

const aDefinition = (changes: Partial<Flag>): FlagDefinition => {
  const flag: Flag = {
    state: 'ENABLED',
    variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
    defaultVariant: 'peers',
  };
  return { [MODEL_FLAG]: { ...flag, ...changes } };
};
/** `weight` of 10000 accounts get `popular`, the others `peers`. */
const aSplit = (weight: number): FlagDefinition =>
  aDefinition({
    targeting: {
      fractional: [
        ['popular', weight],
        ['peers', 10_000 - weight],
      ],
    },
  });

const ACCOUNTS = Array.from({ length: 2_000 }, (_, index) => `account-${index}`);

let flags: Flags;
let registry: Registry;
beforeEach(() => {
  registry = new Registry();
  flags = createFlags({ registry });
});
afterEach(async () => {
  await flags[Symbol.asyncDispose]();
});

const modelOf = (definition: FlagDefinition, accountId: string) =>
  flags.stringFor(definition, MODEL_FLAG, accountId, 'code default');
/** Who gets `popular`. */
const exposed = async (definition: FlagDefinition, accounts = ACCOUNTS): Promise<ReadonlySet<string>> => {
  const models = await Promise.all(accounts.map((accountId) => modelOf(definition, accountId)));
  return new Set(accounts.filter((_, index) => models[index]?.value === 'popular'));
};

describe('a flag for an account', () => {
  test('is its default variant in a fresh shop', async () => {
    expect(await modelOf(defaultFlags, 'a-1')).toEqual({
      value: 'peers',
      variant: 'peers',
      reason: 'STATIC',
    });
  });

  test('is the variant that a rule on the account names, and the default for the others', async () => {
    const targeting = { if: [{ in: [{ var: 'accountId' }, ['a-1']] }, 'naive'] };
    const definition = aDefinition({ targeting });
    expect(await modelOf(definition, 'a-1')).toMatchObject({ value: 'naive', reason: 'TARGETING_MATCH' });
    expect(await modelOf(definition, 'a-2')).toMatchObject({ value: 'peers', reason: 'DEFAULT' });
  });

  test.each<[string, FlagDefinition, string]>([
    ['disabled', aDefinition({ state: 'DISABLED' }), 'DISABLED'],
    ['missing', {}, 'ERROR'],
    ['of another type', aDefinition({ variants: { peers: 1 } }), 'ERROR'],
  ])('that is %s is the default of the code', async (_, definition, reason) => {
    expect(await modelOf(definition, 'a-1')).toEqual({ value: 'code default', reason });
  });
});

describe('what a flag gave an account', () => {
  test('is remembered: nothing but the account decides', async () => {
    const given = await modelOf(aSplit(5_000), 'a-1');
    expect(await modelOf(aSplit(5_000), 'a-1')).toBe(given);
  });

  test('is that of its own definition, flag and account', async () => {
    const other = { ...aSplit(0), other: aSplit(10_000)[MODEL_FLAG]! };
    const toPopular = aSplit(10_000);
    for (let round = 0; round < 2; round++) {
      expect(await modelOf(toPopular, 'a-1')).toMatchObject({ value: 'popular' });
      expect(await modelOf(other, 'a-1')).toMatchObject({ value: 'peers' });
      expect(await flags.stringFor(other, 'other', 'a-1', '')).toMatchObject({ value: 'popular' });
    }
  });
});

describe('a sticky percentage', () => {
  test('gives an account the same variant each time, in every process', async () => {
    const definition = aSplit(2_500);
    const first = await exposed(definition);
    await using again = createFlags();
    for (const accountId of ACCOUNTS.slice(0, 500)) {
      const { value } = await again.stringFor(structuredClone(definition), MODEL_FLAG, accountId, '');
      expect(value === 'popular').toBe(first.has(accountId));
    }
  });

  test('never moves anybody back when it grows', async () => {
    const weight = fc.integer({ min: 0, max: 10_000 });
    const some = ACCOUNTS.slice(0, 1_000);
    const grows = fc.asyncProperty(weight, weight, async (a, b) => {
      const before = await exposed(aSplit(Math.min(a, b)), some);
      const after = await exposed(aSplit(Math.max(a, b)), some);
      expect([...before].filter((accountId) => !after.has(accountId))).toEqual([]);
    });
    await fc.assert(grows, { numRuns: 10, seed: 2 });
  });

  test.each([0, 1, 100, 500, 2_500, 5_000, 9_999, 10_000])('of %i in 10000 is met', async (weight) => {
    const share = weight / 10_000;
    const { size } = await exposed(aSplit(weight));
    // Four standard deviations of the binomial: one fixed set of ids in 16,000 would miss it by chance.
    const tolerance = 4 * Math.sqrt(ACCOUNTS.length * share * (1 - share));
    expect(Math.abs(size - ACCOUNTS.length * share)).toBeLessThanOrEqual(tolerance);
  });
});

describe('clients by definition', () => {
  test('answer side by side, each from its own definition', async () => {
    const past = await flags.clientFor(aDefinition({ defaultVariant: 'naive' }));
    const present = await flags.clientFor(aDefinition({ defaultVariant: 'popular' }));
    expect(await past.getStringValue(MODEL_FLAG, '')).toBe('naive');
    expect(await present.getStringValue(MODEL_FLAG, '')).toBe('popular');
  });

  test('are the same for the same content, however it was written', async () => {
    const { state, variants, defaultVariant } = aDefinition({})[MODEL_FLAG]!;
    const rewritten = { [MODEL_FLAG]: { defaultVariant, variants, state } };
    expect(await flags.clientFor(rewritten)).toBe(await flags.clientFor(aDefinition({})));
  });

  test('are put away after 16 others, say so, and come back when asked for', async () => {
    const definition = aSplit(10_000);
    const client = await flags.clientFor(definition);
    for (let weight = 0; weight < 16; weight += 1) await flags.clientFor(aSplit(weight));
    await new Promise(setImmediate);
    const details = await client.getStringDetails(MODEL_FLAG, 'code default', { targetingKey: 'a-1' });
    expect(details).toMatchObject({ value: 'code default', errorCode: 'PROVIDER_NOT_READY' });
    expect(await modelOf(definition, 'a-1')).toMatchObject({ value: 'popular' });
  });

  test('are not put away from under an evaluation', async () => {
    const definitions = Array.from({ length: 200 }, (_, weight) => aSplit(weight * 50));
    const answers = await Promise.all(definitions.map((definition) => modelOf(definition, 'a-1')));
    expect(answers.filter(({ reason }) => reason !== 'TARGETING_MATCH')).toEqual([]);
  });

  test('reject a definition that flagd cannot read, each time', async () => {
    const broken = aDefinition({ defaultVariant: 'nobody' });
    await expect(flags.clientFor(broken)).rejects.toThrow('invalid flagd flag configuration');
    await expect(flags.clientFor(broken)).rejects.toThrow('invalid flagd flag configuration');
  });

  test('do not depend on the clients of somebody else', async () => {
    const client = await flags.clientFor(defaultFlags);
    const other = createFlags();
    await other.clientFor(defaultFlags);
    await other[Symbol.asyncDispose]();
    expect(await client.getStringValue(MODEL_FLAG, '')).toBe('peers');
  });
});

test('an evaluation without a targetingKey gives the default, and is counted', async () => {
  const client = await flags.clientFor(aSplit(10_000));
  const details = await client.getStringDetails(MODEL_FLAG, '', { accountId: 'a-1' });
  expect(details).toMatchObject({ value: 'peers', reason: 'DEFAULT' });
  await modelOf(aSplit(10_000), 'a-1');
  expect(await registry.metrics()).toContain('relish_flag_evaluations_without_key_total 1\n');
});
