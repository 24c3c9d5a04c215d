import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drained } from '../../votes/in-steps.ts';
import type { ApartModel, ModelRequest, TrainingSet } from '../apart-model.ts';
import { cooccurrences } from '../cooccurrence/cooccurrence-model.ts';
import { easeIndicators } from '../ease/ease-model.ts';
import { decodeGrouped, takersIn } from './grouped-artifact.ts';
import { groupedModel } from './grouped-model.ts';

const ITEMS = ['i-0', 'i-1', 'i-2', 'i-3', 'i-4', 'i-5'];

type Rows = Readonly<Record<string, readonly string[]>>;

const setOf = (rows: Rows): TrainingSet => {
  const accounts = Object.keys(rows).filter((accountId) => rows[accountId]!.length > 0);
  const itemIds = [...new Set(accounts.flatMap((accountId) => rows[accountId]!))].sort();
  return {
    ...{ position: '0'.repeat(16), policyDigest: 'sha256:p', today: 1, itemIds },
    rows: accounts.sort().map((accountId) => {
      const items = rows[accountId]!.map((itemId) => itemIds.indexOf(itemId)).sort((a, b) => a - b);
      return { accountId, items, votes: items.map(() => 1_000_000) };
    }),
  };
};

const trained = (model: ApartModel, set: TrainingSet): Uint8Array => drained(model.train(set));

const few = { groups: 4, own: 10_000_000, ownDays: 3, indicators: 3, least: 1, lambda: 1 };
const models = [
  groupedModel({
    ...{ name: 'cooccurrence', version: '1', parameters: { ...few, items: 3 } },
    learn: (group) => cooccurrences(group, few),
  }),
  groupedModel({
    ...{ name: 'ease', version: '1', parameters: { ...few, items: 4 } },
    learn: (group) => easeIndicators(group, few),
  }),
];

const request = (history: readonly string[], rest: Partial<ModelRequest> = {}): ModelRequest => ({
  ...{ requestId: 'r-1', position: '0'.repeat(16), accountId: 'me', limit: 2, onlyNew: false, soldOut: [] },
  history: history.map((itemId) => ({ itemId, days: 1, last: 1 })),
  ...rest,
});

const taste = fc.subarray(ITEMS);
/** Items that perhaps only hostile accounts take beside the one that asks. */
const OTHERS = ['a-item', 'h-item', 'z-item'];
const history = fc.subarray([...ITEMS, ...OTHERS]);
const accountIds = Array.from({ length: 12 }, (_, account) => `a-${account}`);
const rows: fc.Arbitrary<Rows> = fc
  .array(taste, { minLength: accountIds.length, maxLength: accountIds.length })
  .map((tastes) => Object.fromEntries(tastes.map((mine, account) => [accountIds[account]!, mine])));
/** What e accounts, known ones or new ones, do instead: nothing at all, too. */
const hostile = fc.dictionary(
  fc.constantFrom(...accountIds, 'h-1', 'h-2', 'h-3'),
  fc.subarray([...ITEMS, ...OTHERS]),
  { maxKeys: 3 },
);

describe.each(models)('$name, trained apart on groups', (model) => {
  test('keeps every item of a list against fewer accounts than its certificate says, whatever they do', () => {
    fc.assert(
      fc.property(rows, hostile, history, fc.boolean(), (honest, acts, history, onlyNew) => {
        const asked = request(history, { onlyNew });
        const before = model.load(trained(model, setOf(honest)))(asked);
        const after = model
          .load(trained(model, setOf({ ...honest, ...acts })))(asked)
          .slice(0, asked.limit);
        const accounts = Object.keys(acts).length;
        for (const [index, certificate] of model.certify!(before, asked.limit).entries()) {
          if (accounts < certificate.accounts)
            expect(after.map(({ itemId }) => itemId)).toContain(before[index]!.itemId);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is certified against some, or the test above would say nothing', () => {
    const everybody = Object.fromEntries(accountIds.map((accountId) => [accountId, ['i-0', 'i-1']]));
    const list = model.load(trained(model, setOf(everybody)))(request(['i-0']));
    expect(list.map(({ itemId }) => itemId)).toEqual(['i-0', 'i-1']);
    expect(model.certify!(list, 2).map(({ accounts }) => accounts)).toEqual([2, 2]);
  });

  test('lets what only the asking account took stand in its list, and nobody gains by taking it, too', () => {
    const honest = Object.fromEntries(accountIds.map((accountId) => [accountId, ['i-0', 'i-1']]));
    const asked = request(['h-item', 'i-0']);
    const before = model.load(trained(model, setOf(honest)))(asked);
    expect(before.slice(0, 2).map(({ itemId }) => itemId)).toEqual(['i-0', 'h-item']);
    expect(model.certify!(before, 2).map(({ accounts }) => accounts)).toEqual([2, 2]);
    for (const acts of [{ 'h-1': ['h-item'] }, { 'a-0': ['h-item'] }, { 'a-0': [] }]) {
      const after = model.load(trained(model, setOf({ ...honest, ...acts })))(asked);
      expect(new Set(after.slice(0, 2).map(({ itemId }) => itemId))).toEqual(new Set(['i-0', 'h-item']));
    }
    const unknown = { ...request(['h-item', 'i-0']), onlyNew: true };
    expect(
      model
        .load(trained(model, setOf(honest)))(unknown)
        .map(({ itemId }) => itemId),
    ).toEqual(['i-1']);
    const gone = { ...asked, soldOut: ['h-item'] };
    expect(
      model
        .load(trained(model, setOf(honest)))(gone)
        .map(({ itemId }) => itemId),
    ).not.toContain('h-item');
  });

  test('names only what some group keeps, however many items accounts make up', () => {
    const made = Array.from({ length: 1_000 }, (_, item) => `made-${item}`);
    const bytes = trained(
      model,
      setOf({ ...Object.fromEntries(accountIds.map((id) => [id, ITEMS])), h: made }),
    );
    expect(decodeGrouped(bytes).itemIds.length).toBeLessThanOrEqual(4 * 4);
  });

  test('certifies no votes that its groups do not have, whoever says so', () => {
    const list = (votes: number) => [{ itemId: 'i-0', score: votes * 1_000_000 }];
    expect(model.certify!(list(few.groups), 1)).toHaveLength(1);
    for (const votes of [few.groups + 1, Number.MAX_SAFE_INTEGER / 1_000_000, -1])
      expect(() => model.certify!(list(votes), 1)).toThrow(/votes/);
  });

  test('gives the same bytes for the same set, and the same answer for the same request', () => {
    fc.assert(
      fc.property(rows, taste, (honest, history) => {
        const set = setOf(honest);
        const bytes = trained(model, set);
        expect(Buffer.compare(trained(model, set), bytes)).toBe(0);
        const answer = model.load(bytes);
        expect(answer(request(history))).toEqual(answer(request(history)));
      }),
      { numRuns: 20 },
    );
  });

  test('leaves out what is sold out, and what the account has had where only new items are asked for', () => {
    const everybody = Object.fromEntries(accountIds.map((accountId) => [accountId, ITEMS]));
    const answer = model.load(trained(model, setOf(everybody)));
    const names = (asked: ModelRequest) => answer(asked).map(({ itemId }) => itemId);
    // With a group's items bounded to three or four, the most taken are those with the lowest numbers.
    expect(names(request(['i-0'], { onlyNew: true, soldOut: ['i-1'] }))).not.toEqual(
      expect.arrayContaining(['i-0']),
    );
    expect(names(request(['i-0'], { soldOut: ['i-0', 'nobody-knows-it'] }))).not.toContain('i-0');
    expect(names(request(['i-2']))[0]).toBe('i-2');
  });

  test('reads nothing but what it wrote', () => {
    const bytes = trained(
      model,
      setOf({ 'a-1': ['i-0', 'i-1'], 'a-2': ['i-1', 'i-2'], 'a-3': ['i-0', 'i-2'] }),
    );
    expect(decodeGrouped(bytes)).toMatchObject({ name: model.name, itemIds: ['i-0', 'i-1', 'i-2'] });
    for (let size = 0; size < bytes.length; size += 7)
      expect(() => model.load(bytes.subarray(0, size))).toThrow('no artifact');
    expect(() => model.load(Buffer.concat([bytes, Buffer.alloc(4)]))).toThrow('no artifact');
    const other = models.find(({ name }) => name !== model.name)!;
    expect(() => other.load(bytes)).toThrow(`of ${model.name}`);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const torn = Uint8Array.from(bytes);
        torn[at]! ^= bits;
        try {
          // What still reads as an artifact answers within its own items: nothing is read beyond a table.
          for (const { score } of model.load(torn)(request(['i-0', 'i-1']))) expect(score).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ message: expect.stringMatching(/artifact/) });
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('an artifact tells how many accounts of its training set took each item, where no group had to leave any out', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(...models), (mine, model) => {
      const set = setOf(mine);
      const artifact = trained(model, set);
      const { itemIds, groups } = decodeGrouped(artifact);
      const found = drained(takersIn(artifact));
      expect([...found.keys()]).toEqual([...itemIds]);
      for (const [item, itemId] of itemIds.entries()) {
        const kept = groups.reduce((sum, { takers }) => sum + takers[item]!, 0);
        expect(found.get(itemId)).toBe(kept);
        const took = set.rows.filter(({ items }) => items.includes(set.itemIds.indexOf(itemId)));
        if (set.itemIds.length <= 3) expect(kept).toBe(took.length);
        expect(kept).toBeLessThanOrEqual(took.length);
      }
    }),
  );
});

test('bytes that are no artifact tell nothing', () => {
  const artifact = trained(models[0]!, setOf({ 'a-1': ITEMS }));
  for (const torn of [artifact.subarray(0, -4), artifact.subarray(1), new Uint8Array(0)])
    expect(() => drained(takersIn(torn))).toThrow(/no artifact of this version/);
});
