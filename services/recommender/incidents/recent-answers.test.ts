import { describe, expect, test } from '@jest/globals';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import { recommended } from '../../../test/builders/fold.ts';
import { exposureOf } from '../answers/exposures.ts';
import { RecentAnswers } from './recent-answers.ts';

const START = Date.parse('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;
const positionAt = (sequence: number): string => String(sequence).padStart(16, '0');

const known = (): boolean => true;

/** Lists of these accounts, one after the other, an hour apart unless told otherwise. */
const after = (accounts: readonly string[], gap = HOUR, answers = new RecentAnswers()): RecentAnswers => {
  for (const [index, account] of accounts.entries()) {
    const answer = anAnswer({ requestId: `r-${index}`, position: positionAt(index) });
    const time = new Date(START + index * gap).toISOString();
    answers.note(
      exposureOf(recommended(account), answer, time),
      positionAt(index + 1),
      positionAt(index),
      known,
    );
  }
  return answers;
};
const names = (count: number, prefix = 'a') =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
const idsOf = (answers: RecentAnswers['recent']) => answers.map(({ exposure }) => exposure.id);

describe('the last lists', () => {
  test('are one an account, however often one asks, and of 50 accounts', () => {
    expect(idsOf(after(['a', 'b', 'a']).recent)).toEqual(['r-1', 'r-2']);
    const many = after([...names(60), ...Array<string>(500).fill('flood')], 1);
    expect(many.recent).toHaveLength(50);
    // The flood is there once, and displaced one account.
    expect(new Set(idsOf(many.recent)).size).toBe(50);
    expect(idsOf(many.recent)[0]).toBe('r-11');
  });

  test('give way to a sample of the week before them, in which nobody is twice an hour', () => {
    expect(after(names(55)).earlier).toHaveLength(5);
    expect(after(Array<string>(100).fill('a'), 60_000).earlier).toHaveLength(2);
    expect(after(Array<string>(400).fill('a'), HOUR).earlier.length).toBeLessThanOrEqual(24 * 7 + 1);
  });

  test('are sampled ever more thinly where much goes out: the sample is bounded and spans all of it', () => {
    const { earlier } = after(names(20_000), 1);
    expect(earlier.length).toBeLessThanOrEqual(600);
    expect(earlier.length).toBeGreaterThan(200);
    expect(Number(earlier[0]!.exposure.id.slice(2))).toBeLessThan(100);
    expect(Number(earlier.at(-1)!.exposure.id.slice(2))).toBeGreaterThan(19_000);
  });

  test('can be computed again only where nothing that counts came in between', () => {
    const answers = after(['a', 'b']);
    expect(idsOf(answers.comparable())).toEqual(['r-1', 'r-0']);
    answers.noteChange();
    expect(answers.comparable()).toEqual([]);
    // Computed before the change, written down after it.
    const late = anAnswer({ requestId: 'late', position: positionAt(1) });
    const right = anAnswer({ requestId: 'right', position: positionAt(3) });
    const time = new Date(START).toISOString();
    answers.note(exposureOf(recommended('c'), late, time), positionAt(4), positionAt(3), known);
    answers.note(exposureOf(recommended('d'), right, time), positionAt(5), positionAt(4), known);
    expect(idsOf(answers.comparable())).toEqual(['right']);
  });

  test('are the same after a snapshot, and go on as they would have', () => {
    const answers = after(names(300), 1);
    const restored = new RecentAnswers();
    restored.restore(structuredClone(answers.save()));
    expect(restored.save()).toEqual(answers.save());
    after(names(900, 'b'), 1, answers);
    after(names(900, 'b'), 1, restored);
    expect(restored.save()).toEqual(answers.save());
    restored.forgetEarlier();
    expect(restored.earlier).toEqual([]);
  });

  test('pass over what is no list of an account, whatever another version wrote', () => {
    const answers = new RecentAnswers();
    const time = new Date(START).toISOString();
    const popular = exposureOf({ kind: 'popular', limit: 5 }, anAnswer(), time);
    answers.note(popular, positionAt(1), positionAt(0), known);
    expect(answers.recent).toEqual([]);
  });
});
