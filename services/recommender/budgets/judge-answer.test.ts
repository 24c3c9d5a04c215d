import { describe, expect, test } from '@jest/globals';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import { popular, recommended } from '../../../test/builders/fold.ts';
import type { Answer } from '../../contracts/http/answers.ts';
import { FLOOR, IN_TIME, judgeAnswer } from './judge-answer.ts';
import { readObjectives } from './read-objectives.ts';

const TIME = '2026-11-20T12:00:00Z';
/** A list of which so many items remain against one account. */
const list = (items: number, remain: number, said: Partial<Answer> = {}): Answer => {
  const { certificate } = anAnswer();
  const item = (index: number) => ({
    itemId: `i-${index}`,
    score: 1,
    parts: { own: 0, established: 1, newcomers: 0 },
    supporters: 1,
    certificate: { accounts: index < remain ? 2 : 1, newcomerProof: true },
  });
  return anAnswer({
    items: Array.from({ length: items }, (_, index) => item(index)),
    certificate: { ...certificate, set: 1, remaining: [{ accounts: 1, items: remain }], waived: false },
    ...said,
  });
};

describe('an answer', () => {
  test('is fresh unless the log was away or publication held', () => {
    expect(judgeAnswer(popular(), anAnswer()).fresh).toBe(true);
    expect(judgeAnswer(popular(), anAnswer({ staleSince: TIME })).fresh).toBe(false);
    expect(judgeAnswer(popular(), anAnswer({ heldSince: '0000000000000007' })).fresh).toBe(false);
  });

  test('is by a model unless a net caught it', () => {
    const servedBy = (name: string) => judgeAnswer(popular(), { ...anAnswer(), servedBy: name });
    for (const name of ['preferred', 'baseline', 'challenger'])
      expect(servedBy(name)['without-safety-net']).toBe(true);
    for (const name of ['safety-net', 'default']) expect(servedBy(name)['without-safety-net']).toBe(false);
  });

  test('has a certificate at its floor where a single account changes the last place at most', () => {
    const certified = (answer: Answer, limit = 5) => judgeAnswer(recommended('a-1', limit), answer).certified;
    expect([5, 4, 3, 0].map((remain) => certified(list(5, remain)))).toEqual([true, true, false, false]);
    expect([certified(list(1, 1)), certified(list(1, 0)), certified(list(2, 0))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('says nothing of certificates in a new shop, of an empty list, or of a long one that somebody just looks at', () => {
    const { certificate } = anAnswer();
    const silent = [
      judgeAnswer(recommended('a-1', 5), list(5, 0, { certificate })),
      judgeAnswer(recommended('a-1', 5), list(0, 0)),
      judgeAnswer(recommended('a-1', 100), list(5, 0)),
      judgeAnswer(popular(5), list(5, 0)),
    ];
    for (const judged of silent) expect(judged).not.toHaveProperty('certified');
  });

  test('is judged by what the documents say', () => {
    const { objectives } = readObjectives().documents;
    const annotations = objectives.flatMap(({ metadata }) => Object.entries(metadata.annotations ?? {}));
    expect(Object.fromEntries(annotations)).toEqual({
      'relish/milliseconds': String(IN_TIME),
      'relish/certificate-floor': `all but ${FLOOR.mayGo} of the items against ${FLOOR.accounts} account`,
      'relish/longest-list': '5',
    });
  });
});
