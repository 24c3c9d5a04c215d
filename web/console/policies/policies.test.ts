import { describe, expect, it } from '@jest/globals';
import type { KnownPolicy } from '../../../services/contracts/http/policies.ts';
import { policy, type Policy } from '../../../services/contracts/policy.ts';
import { histogramOf } from './before-after-option.ts';
import { changeText, policyChanges } from './policy-changes.ts';
import { draftOf, draftOfLink, draftOfText, judge, problemAt } from './policy-draft.ts';
import { fields, sections } from './policy-fields.ts';
import { boundsText, toKept, toShown, valueAt, withValueAt } from './policy-value.ts';
import { medianSet } from './report-sentences.ts';
import { proposalsIn, versionsOf } from './versions-of.ts';

/** Some policy that the schema takes: every number at its least, the first of all choices. */
const least = (): Policy => {
  let value: unknown = { version: 1 };
  for (const field of fields) {
    const leastOf = {
      number: 'min' in field ? field.min : 0,
      choice: 'choices' in field ? field.choices[0] : '',
      ids: [],
    };
    value = withValueAt(value, field.path, leastOf[field.kind]);
  }
  return policy.parse(value);
};

describe('the fields of a policy', () => {
  it('are those of the schema, all of them, in words', () => {
    expect(judge(draftOf(least())).policy).toEqual(least());
    expect(sections.map(({ name }) => name)).toEqual(
      Object.keys(policy.shape).filter((name) => name !== 'version'),
    );
    expect(fields.filter(({ label, help }) => !label || !help).map(({ path }) => path)).toEqual([]);
  });

  it('have units and bounds', () => {
    const bounds = new Map(
      fields.flatMap((field) => (field.kind === 'number' ? [[field.path, boundsText(field)]] : [])),
    );
    expect(bounds.get('standing.days')).toBe('1 to 3,650 days');
    expect(bounds.get('newcomers.share')).toBe('0 to 100%');
    expect(bounds.get('votes.budget')).toBe('0.000001 to 1,000 votes');
  });

  it('come back to the last digit', () => {
    for (const kept of [0, 1, 333_333, 999_999, 1_000_000])
      expect(toKept(toShown(kept, 'percent'), 'percent')).toBe(kept);
  });
});

describe('a link with a draft', () => {
  it('changes what it names and nothing else', () => {
    const link = '{"filters":{"cancel-spam":{"threshold":400000}}}';
    const draft = draftOfLink(least(), link);
    const { filters } = least();
    expect(draft?.value).toEqual({
      ...least(),
      filters: { ...filters, 'cancel-spam': { ...filters['cancel-spam'], threshold: 400_000 } },
    });
  });

  it('that is broken, or asks for what no policy has, does no harm', () => {
    expect(draftOfLink(least(), null)).toBeUndefined();
    expect(draftOfLink(least(), '{"filters":')).toBeUndefined();
    for (const link of ['7', '[]', '{"__proto__":{"a":1}}', '{"votes":null}', '{"unheard":1}'])
      expect(judge(draftOfLink(least(), link) ?? draftOf(0)).policy).toBeUndefined();
  });
});

describe('the difference between policies', () => {
  it('is nothing where only the order of members differs', () => {
    const turned = policy.parse(Object.fromEntries(Object.entries(least()).reverse()));
    expect(policyChanges(least(), turned)).toEqual([]);
  });

  it('is told of a section that a policy of before doesn’t have', () => {
    const { badRecords: _, ...before } = least();
    const badRecords = { windowMinutes: 15, share: 100_000, least: 200 };
    expect(judge(draftOf(before)).policy).toEqual(before);
    expect(policyChanges(before, { ...before, badRecords }).map(changeText)).toEqual([
      'Bad records, window: nothing → 15 minutes',
      'Bad records, share of refused events: nothing → 10%',
      'Bad records, judged from: nothing → 200 events',
    ]);
  });

  it('is told field by field, rounding nothing away', () => {
    const before = least();
    const after: Policy = {
      ...before,
      standing: { ...before.standing, days: 7, founders: ['a-1'] },
      votes: { ...before.votes, halfLifeDays: null },
      filters: { ...before.filters, 'cancel-spam': { threshold: 333_333, effect: 'hold' } },
    };
    expect(policyChanges(before, after).map(changeText)).toEqual([
      'Becoming established, days with a fulfilled order: 1 day → 7 days',
      'Becoming established, founders: – → a-1',
      'Votes, half-life: 1 day → no limit',
      'Filters, cancel spam, reported from: 0% → 33.3333%',
      'Filters, cancel spam, effect: only tells people → holds its rise back',
    ]);
  });
});

describe('a draft', () => {
  it('says what is wrong at the field', () => {
    const { policy: found, problems } = judge(draftOf(withValueAt(least(), 'standing.days', 0)));
    expect(found).toBeUndefined();
    expect(problemAt(problems, 'standing.days')).toBeDefined();
    expect(problemAt(problems, 'standing.age')).toBeUndefined();
    const odd = judge(draftOf(withValueAt(least(), 'standing.founders', ['a-1', ''])));
    expect(problemAt(odd.problems, 'standing.founders')).toBeDefined();
  });

  it('of text that is no JSON is no policy', () => {
    expect(judge(draftOfText('{"version":')).problems.get('')).toBeDefined();
    expect(judge(draftOfText(JSON.stringify(least()))).policy).toEqual(least());
    expect(judge(draftOfText(JSON.stringify({ ...least(), surprise: 1 }))).problems.get('')).toMatch(
      'surprise',
    );
  });

  it('is changed at a path and nowhere else', () => {
    const changed = withValueAt(least(), 'filters.cancel-spam.threshold', 5);
    expect(valueAt(changed, 'filters.cancel-spam')).toEqual({ threshold: 5, effect: 'none' });
    expect(valueAt(changed, 'filters.nothing.threshold')).toBeUndefined();
    expect(valueAt(changed, '__proto__')).toBeUndefined();
  });
});

describe('the report', () => {
  const counts = (before: number, after: number) => ({ before, after });

  it('names the middle certificate', () => {
    const sets = [
      { accounts: 0, ...counts(1, 3) },
      { accounts: 4, ...counts(3, 1) },
    ];
    expect([medianSet(sets, 'before'), medianSet(sets, 'after'), medianSet([], 'after')]).toEqual([
      4,
      0,
      undefined,
    ]);
  });

  it('draws every certificate once, in few bars', () => {
    const few = [
      { accounts: 1, ...counts(2, 0) },
      { accounts: 3, ...counts(1, 3) },
    ];
    expect(histogramOf(few).map(({ label, before, after }) => [label, before, after])).toEqual([
      ['0', 0, 0],
      ['1', 2, 0],
      ['2', 0, 0],
      ['3', 1, 3],
    ]);
    const many = Array.from({ length: 90 }, (_, accounts) => ({ accounts, ...counts(1, 2) }));
    const bars = histogramOf(many);
    expect(bars.length).toBeLessThanOrEqual(12);
    expect(bars.reduce((sum, { before }) => sum + before, 0)).toBe(90);
    expect(bars[0]?.label).toBe('0–7');
    expect(histogramOf([])).toHaveLength(1);
  });
});

describe('the history', () => {
  const known = (
    digest: string,
    positions: readonly string[],
    rest: Partial<KnownPolicy> = {},
  ): KnownPolicy => ({
    digest,
    active: false,
    policy: least(),
    initial: false,
    activations: positions.map((position) => ({
      position,
      time: '2026-11-20T12:00:00Z',
      reason: 'because',
      author: { id: 'admin', role: 'admin' },
    })),
    ...rest,
  });
  const policies = [known('b', ['3', '1']), known('a', ['2'], { initial: true }), known('c', [])];

  it('has every activation, the newest first, and begins with the initial policy', () => {
    expect(versionsOf(policies).map(({ digest, activation }) => [digest, activation?.position])).toEqual([
      ['b', '3'],
      ['a', '2'],
      ['b', '1'],
      ['a', undefined],
    ]);
  });

  it('leaves proposals to themselves', () => {
    expect(proposalsIn(policies).map(({ digest }) => digest)).toEqual(['c']);
  });
});
