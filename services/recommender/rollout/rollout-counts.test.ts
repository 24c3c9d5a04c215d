import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shuffled } from '../../../test/builders/seeded.ts';
import type { Arm } from './arms.ts';
import { RolloutCounts, RUNGS, type Shown, splitIn } from './rollout-counts.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

const aList = (said: Partial<Shown> = {}): Shown => ({
  servedBy: 'preferred',
  items: [{ itemId: 'i-1' }],
  certificate: { set: 10 },
  ...said,
});

const arm = fc.constantFrom<Arm>('challenger', 'control');
const shown = fc.record({
  account: fc.nat(9),
  arm,
  minute: fc.nat(500),
  servedBy: fc.constantFrom('preferred', 'baseline', 'safety-net', 'default'),
  set: fc.nat(30),
  items: fc.uniqueArray(fc.constantFrom('i-1', 'i-2', 'i-3'), { maxLength: 3 }),
});
const fulfilled = fc.record({ account: fc.nat(11), minute: fc.nat(3_000) });
const happenings = fc.array(fc.oneof({ weight: 2, arbitrary: shown }, { weight: 1, arbitrary: fulfilled }), {
  maxLength: 60,
});

type Happening = typeof happenings extends fc.Arbitrary<(infer One)[]> ? One : never;

const note = (counts: RolloutCounts, one: Happening): void => {
  if (!('arm' in one)) counts.noteFulfilled(one.account, one.minute, DAY);
  else {
    const items = one.items.map((itemId) => ({ itemId }));
    counts.noteShown(one.account, one.arm, one.minute, {
      servedBy: one.servedBy,
      items,
      certificate: { set: one.set },
    });
  }
};
const said = (counts: RolloutCounts) => ({
  ...structuredClone(counts.save()),
  accounts: counts.accounts,
  totals: [...counts.totals],
});

describe('what a rollout counts', () => {
  test('is an account once, in the arm of its first list, whatever it does', () => {
    const counts = new RolloutCounts();
    for (let ask = 0; ask < 50; ask++) counts.noteShown(7, 'challenger', ask, aList({ servedBy: 'default' }));
    counts.noteShown(7, 'control', 60, aList());
    for (let order = 0; order < 50; order++) counts.noteFulfilled(7, 10 + order, DAY);
    expect(counts.accounts).toEqual({ challenger: 1, control: 0 });
    for (const mark of ['converted', 'errors', 'safetyNet', 'deadline'] as const)
      expect(counts.of(mark)).toEqual({ challenger: 1, control: 0 });
  });

  test.each<[string, string, Shown['items'], readonly number[]]>([
    ['of its model', 'preferred', [{ itemId: 'i-1' }], [0, 0, 0]],
    ['of another challenger', 'challenger', [{ itemId: 'i-1' }], [0, 0, 1]],
    ['of the baseline', 'baseline', [{ itemId: 'i-1' }], [0, 0, 1]],
    ['of the safety net', 'safety-net', [{ itemId: 'i-1' }], [0, 1, 1]],
    ['of no model', 'default', [{ itemId: 'i-1' }], [1, 1, 1]],
    ['with nothing in it', 'preferred', [], [1, 0, 0]],
  ])('says of a list %s what was wrong with it', (_, servedBy, items, wrong) => {
    const counts = new RolloutCounts();
    counts.noteShown(1, 'control', 5, aList({ servedBy, items }));
    const marks = (['errors', 'safetyNet', 'deadline'] as const).map((mark) => counts.of(mark).control);
    expect(marks).toEqual(wrong);
  });

  test('is an order within the window after the first list, not before and not later', () => {
    const counts = new RolloutCounts();
    [1, 2, 3].forEach((account) => counts.noteShown(account, 'control', 100, aList()));
    counts.noteFulfilled(1, 99, DAY);
    counts.noteFulfilled(2, 100 + DAY, DAY);
    counts.noteFulfilled(3, 101 + DAY, DAY);
    counts.noteFulfilled(4, 110, DAY);
    expect(counts.of('converted')).toEqual({ challenger: 0, control: 1 });
  });

  test('is which rungs a certificate is under, and the items of the first list', () => {
    const counts = new RolloutCounts();
    counts.noteShown(
      1,
      'challenger',
      0,
      aList({ certificate: { set: 4 }, items: [{ itemId: 'a' }, { itemId: 'b' }] }),
    );
    counts.noteShown(1, 'challenger', 1, aList({ certificate: { set: 0 }, items: [{ itemId: 'c' }] }));
    expect(RUNGS.filter((_, rung) => counts.smallUnder(rung).challenger > 0)).toEqual([
      5, 8, 12, 20, 32, 50, 80, 128,
    ]);
    expect(counts.items().map(({ itemId }) => itemId)).toEqual(['a', 'b']);
  });

  test('doesn’t depend on the order in which orders arrive, nor on how often', () => {
    fc.assert(
      fc.property(happenings, fc.nat(99), (all, seed) => {
        const lists = all.filter((one) => 'arm' in one);
        const orders = all.filter((one) => !('arm' in one));
        const [one, other] = [new RolloutCounts(), new RolloutCounts()];
        for (const happening of [...lists, ...orders]) note(one, happening);
        for (const happening of [...lists, ...shuffled([...orders, ...orders], seed)]) note(other, happening);
        expect(other.totals).toEqual(one.totals);
      }),
    );
  });

  test('goes on from what was saved as if it had never stopped', () => {
    fc.assert(
      fc.property(happenings, fc.nat(60), (all, cut) => {
        const never = new RolloutCounts();
        for (const happening of all.slice(0, cut)) note(never, happening);
        const again = new RolloutCounts();
        for (const happening of all) note(again, happening);
        again.restore(structuredClone(never.save()));
        expect(said(again)).toEqual(said(never));
        for (const counts of [never, again]) for (const happening of all.slice(cut)) note(counts, happening);
        expect(said(again)).toEqual(said(never));
      }),
    );
  });

  test('has a history of bounded length that ends near where it is', () => {
    const counts = new RolloutCounts();
    for (let account = 0; account < 5_000; account++)
      counts.noteShown(account, account % 2 === 0 ? 'control' : 'challenger', account, aList());
    expect(counts.rows.length).toBeLessThan(128);
    const { challenger, control } = splitIn(counts.rows.at(-1)!.counts);
    expect(challenger + control).toBeGreaterThan(4_800);
  });
});
