import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { flagDefinition } from '../../contracts/http/flags.ts';
import { AppError } from '../http/app-error.ts';
import { defaultFlags } from './default-flags.ts';
import { validateFlags } from './validate-flags.ts';

type Sent = z.input<typeof flagDefinition>;

const aFlag = (changes: Partial<Sent[string]> = {}): Sent[string] => ({
  state: 'ENABLED',
  variants: { naive: 'naive', popular: 'popular', peers: 'peers' },
  defaultVariant: 'peers',
  ...changes,
});

/** What is wrong with a definition that came in as `flags`, as "path: message"; empty if nothing is. */
const faultsOf = (flags: unknown): readonly string[] => {
  try {
    // Through JSON and the contract, as a request would come.
    validateFlags(flagDefinition.parse(JSON.parse(JSON.stringify(flags))));
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error).toMatchObject({ status: 422, code: 'invalid-flags' });
    return error.toProblem().errors?.map(({ path, message }) => `${path}: ${message}`) ?? [];
  }
};
const faultsOfTargeting = (targeting: unknown, changes: Partial<Sent[string]> = {}): readonly string[] =>
  faultsOf({ f: { ...aFlag(changes), targeting } });

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ if: [true, 'naive', inner] }), 'peers');

describe('validateFlags takes', () => {
  test('what a fresh shop has', () => {
    expect(faultsOf(defaultFlags)).toEqual([]);
  });

  test('a definition without flags', () => {
    expect(faultsOf({})).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['no rules', {}],
    [
      'a sticky percentage',
      {
        fractional: [
          ['popular', 500],
          ['peers', 9500],
        ],
      },
    ],
    [
      'a percentage at its end',
      {
        fractional: [
          ['popular', 0],
          ['peers', 10_000],
        ],
      },
    ],
    ['buckets by another property', { fractional: [{ var: 'accountId' }, ['popular', 1], ['peers', 1]] }],
    ['weights left out', { fractional: [['popular'], ['peers']] }],
    ['a list of accounts', { if: [{ in: [{ var: 'accountId' }, ['a-1', 'a-2']] }, 'naive'] }],
    ['null for the default', { if: [{ '==': [{ var: 'accountId' }, 'a-1'] }, null, 'popular'] }],
    [
      'a percentage of everybody but some',
      {
        if: [
          { starts_with: [{ var: 'accountId' }, 'test-'] },
          'naive',
          {
            fractional: [
              ['popular', 1],
              ['peers', 9999],
            ],
          },
        ],
      },
    ],
    [
      'a rule in a bucket',
      {
        fractional: [
          [{ if: [true, 'naive', 'peers'] }, 1],
          ['peers', 1],
        ],
      },
    ],
    ['shorthands of and, or', { or: [{ and: [{ var: 'beta' }, 'naive'] }, 'popular'] }],
    ['computed results', { cat: ['pe', 'ers'] }],
    ['versions', { if: [{ sem_ver: [{ var: 'version' }, '>=', '1.0.0'] }, 'naive', 'peers'] }],
    [
      'a walk through a list',
      { if: [{ some: [{ var: 'groups' }, { '==': [{ var: '' }, 'beta'] }] }, 'naive', 'peers'] },
    ],
    ['32 rules in one another', nested(32)],
  ])('%s', (_, targeting) => {
    expect(faultsOfTargeting(targeting)).toEqual([]);
  });

  test('booleans as the shorthand of variants true and false', () => {
    const variants = { true: 'popular', false: 'peers' };
    const targeting = { in: [{ var: 'accountId' }, ['a-1']] };
    expect(faultsOfTargeting(targeting, { variants, defaultVariant: 'false' })).toEqual([]);
  });

  test('50 variants, 100 flags, metadata', () => {
    const variants = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`v${index}`, index]));
    const flag = aFlag({ metadata: { owner: 'stand', tier: 1, hot: true } });
    const flags = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`f${index}`, flag]));
    expect(faultsOf({ ...flags, many: aFlag({ variants, defaultVariant: 'v49' }) })).toEqual([]);
  });
});

describe('validateFlags refuses', () => {
  test.each<[string, unknown, RegExp]>([
    [
      'an unknown operator',
      { bogus: ['popular'] },
      /^flags\.f\.targeting: unknown operator "bogus"; one of if/,
    ],
    [
      'one deep inside',
      { if: [true, 'peers', { cat: [[{ bogus: 1 }]] }] },
      /if\.2\.cat\.0\.0: unknown operator/,
    ],
    ['one in a default of var', { if: [{ var: ['a', { bogus: 1 }] }, 'peers'] }, /unknown operator "bogus"/],
    ['operators of the engine that flagd has not', { preserve: 'popular' }, /unknown operator "preserve"/],
    ['what every object has', { toString: [1] }, /unknown operator "toString"/],
    ['references to nothing', { $ref: 'elsewhere' }, /unknown operator "\$ref"/],
    [
      'two operators at once',
      { if: [true, 'peers'], fractional: [['peers', 1]] },
      /exactly one operator, not 2/,
    ],
    [
      'weights that are not whole',
      {
        fractional: [
          ['popular', 2.5],
          ['peers', 97.5],
        ],
      },
      /bucket 0: .* whole weight/,
    ],
    [
      'negative weights',
      {
        fractional: [
          ['popular', -1],
          ['peers', 2],
        ],
      },
      /bucket 0/,
    ],
    [
      'computed weights',
      {
        fractional: [
          ['popular', { var: 'w' }],
          ['peers', 2],
        ],
      },
      /bucket 0/,
    ],
    [
      'weights as text',
      {
        fractional: [
          ['popular', '5'],
          ['peers', 2],
        ],
      },
      /bucket 0/,
    ],
    [
      'weights without a sum',
      {
        fractional: [
          ['popular', 0],
          ['peers', 0],
        ],
      },
      /must be over 0/,
    ],
    [
      'weights with too large a sum',
      {
        fractional: [
          ['popular', 2_147_483_647],
          ['peers', 1],
        ],
      },
      /add up to at most/,
    ],
    ['fractional without buckets', { fractional: [{ var: 'accountId' }] }, /list of \[variant, weight\]/],
    [
      'fractional by a constant',
      { fractional: ['salt', ['popular', 1], ['peers', 1]] },
      /list of \[variant, weight\]/,
    ],
    [
      'a bucket that is no variant',
      {
        fractional: [
          ['popluar', 1],
          ['peers', 1],
        ],
      },
      /fractional\.0\.0: gives "popluar"; a variant is one of "naive", "popular", "peers"/,
    ],
    ['a branch that is no variant', { if: [true, 'peers', 'nobody'] }, /if\.2: gives "nobody"/],
    [
      'an else-if that is no variant',
      { if: [true, 'peers', false, 'nobody', 'peers'] },
      /if\.3: gives "nobody"/,
    ],
    ['a number that is no variant', { if: [true, 7] }, /if\.1: gives 7/],
    ['a comparison as the result', { '==': [{ var: 'accountId' }, 'a-1'] }, /gives true/],
    ['and, where a comparison may come out', { and: [{ '==': [1, 2] }, 'peers'] }, /gives false/],
    ['if without a list', { if: 'peers' }, /targeting\.if: a list/],
    [
      'the time, which no one can reproduce',
      { if: [{ '>': [{ var: '$flagd.timestamp' }, 1] }, 'naive'] },
      /of \$flagd only \$flagd\.flagKey/,
    ],
    ['the time in disguise', { if: [{ var: { cat: ['$flagd', '.timestamp'] } }, 'naive'] }, /written out/],
    ['the time by its parent', { if: [{ cat: [{ var: ['$flagd'] }] }, 'naive'] }, /of \$flagd only/],
    [
      'a walk within a walk',
      { if: [{ some: [{ var: 'a' }, { some: [{ var: 'b' }, true] }] }, 'naive'] },
      /inside another operator/,
    ],
    [
      "what only flagd's schema knows",
      { if: [{ sem_ver: [{ var: 'v' }, 'like', '1.0.0'] }, 'naive'] },
      /sem_ver\.1: flagd's schema: /,
    ],
    ['33 rules in one another', nested(33), /at most 32 deep/],
  ])('%s', (_, targeting, message) => {
    const faults = faultsOfTargeting(targeting);
    expect(faults[0]).toMatch(message);
    expect(faults.length).toBeLessThanOrEqual(20);
  });

  test('a default that is no variant', () => {
    expect(faultsOf({ f: aFlag({ defaultVariant: 'nobody' }) })).toEqual([
      'flags.f.defaultVariant: "nobody" is no variant; one of "naive", "popular", "peers"',
    ]);
  });

  test('variants of several types, none, or too many', () => {
    const variants = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`v${index}`, index]));
    expect(faultsOf({ f: aFlag({ variants: { peers: 'peers', popular: 1 } }) })[0]).toMatch(
      /one type, not string and number/,
    );
    expect(faultsOf({ f: aFlag({ variants: {} }) })[0]).toMatch(/1 to 50 variants, not 0/);
    expect(faultsOf({ f: aFlag({ variants, defaultVariant: 'v0' }) })[0]).toMatch(/1 to 50 variants, not 51/);
  });

  test('too many flags, too many bytes', () => {
    const flags = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`f${index}`, aFlag()]));
    expect(faultsOf(flags)).toEqual(['flags: at most 100 flags, not 101']);
    const accounts = Array.from({ length: 8_000 }, (_, index) => `account-${index}`);
    expect(faultsOfTargeting({ if: [{ in: [{ var: 'accountId' }, accounts] }, 'naive'] })[0]).toMatch(
      /at most 65536 bytes/,
    );
  });

  test('a misspelt member, which would do nothing in silence', () => {
    expect(() => flagDefinition.parse({ f: { ...aFlag(), targetting: {} } })).toThrow(/targetting/);
  });

  test('everything at once, in a bounded answer', () => {
    const bad = { fractional: Array.from({ length: 500 }, (_, index) => [`${'x'.repeat(90)}${index}`, -1]) };
    const faults = faultsOfTargeting(bad, { defaultVariant: 'nobody' });
    expect(faults).toHaveLength(20);
    expect(Math.max(...faults.map((fault) => fault.length))).toBeLessThan(500);
  });
});
