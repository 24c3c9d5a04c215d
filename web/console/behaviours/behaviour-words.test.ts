import { describe, expect, it } from '@jest/globals';
import type { BehaviourDocument } from '../../../services/contracts/http/behaviours.ts';
import { behaviourChanges, judgeText, textOf, toleranceText, verdictOf } from './behaviour-words.ts';

const dead: BehaviourDocument = {
  ...{ id: 'dead', statement: 'Nobody is shown it', kind: 'never-listed' },
  ...{ itemId: 'i-1', top: 5, tolerance: 0 },
};
const soldOut: BehaviourDocument = {
  ...{ id: 'sold-out', statement: 'What is sold out is in no list', kind: 'sold-out-never-listed' },
  tolerance: 0,
};

describe('statements that are typed', () => {
  it('come back as they were', () => {
    expect(judgeText(textOf([dead, soldOut]))).toEqual({ documents: [dead, soldOut] });
  });

  it.each([
    ['[', /not JSON/],
    ['{}', /array/],
    [textOf([dead, dead]), /same id/],
    [textOf([dead]).replace('"top": 5', '"top": 50'), /^statement 1, top: /],
    [textOf([dead]).replace('"top"', '"most"'), /^statement 1/],
    [textOf([dead]).replace('never-listed', 'never'), /^statement 1, kind: /],
  ])('are told what is wrong with them, and where: %s', (text, fault) => {
    expect(judgeText(text)).toEqual({ fault: expect.stringMatching(fault) });
  });
});

describe('what differs', () => {
  it('is told statement by statement, whatever their order', () => {
    expect(behaviourChanges([dead, soldOut], [soldOut, dead])).toEqual([]);
    expect(behaviourChanges([dead], [{ ...dead, top: 3, tolerance: 10 }, soldOut])).toEqual([
      'dead, top: 5 → 3',
      'dead, tolerance: 0 → 10',
      'New: What is sold out is in no list (sold-out)',
    ]);
    expect(behaviourChanges([dead, soldOut], [soldOut])).toEqual(['No longer: Nobody is shown it (dead)']);
    const favourite = { ...dead, kind: 'favourite-in-top', days: 3, within: 30 } as const;
    expect(behaviourChanges([favourite], [{ ...favourite, itemId: undefined }])).toEqual([
      'dead, itemId: i-1 → nothing',
    ]);
  });
});

describe('a statement', () => {
  it('says how often it must hold', () => {
    expect(toleranceText(dead)).toBe('always');
    expect(toleranceText({ tolerance: 100_000 })).toBe('in 90% of the cases');
  });

  it.each([
    [undefined, 'not checked here yet', 'gray'],
    [{ holds: true, cases: 0, failed: 0 }, 'no case', 'gray'],
    [{ holds: true, cases: 13, failed: 0 }, 'holds in 13 of 13', 'relish'],
    [{ holds: true, cases: 13, failed: 1 }, 'holds: otherwise in 1 of 13', 'relish'],
    [{ holds: false, cases: 13, failed: 2 }, 'broken: otherwise in 2 of 13', 'tomato'],
  ])('tells how it stands: %j', (result, text, colour) => {
    expect(verdictOf(result)).toEqual({ text, colour });
  });
});
