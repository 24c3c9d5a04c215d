import { expect, it } from '@jest/globals';
import { passedText, replayText } from './letter-words.ts';

it('tells what became of a replay', () => {
  expect(replayText({ accepted: 1, duplicates: 0, refused: {}, more: false })).toBe('1 event accepted');
  expect(replayText({ accepted: 0, duplicates: 2, refused: { a: 1, b: 2 }, more: true })).toBe(
    '0 events accepted, 2 known already, 3 refused again, there are more',
  );
});

it('tells of events on the log only where there are some', () => {
  expect(passedText({ unknownType: 0, unreadable: 0, last: [] })).toBeUndefined();
  expect(passedText({ unknownType: 2, unreadable: 0, last: [] })).toMatch(/on 2 events of a type/);
});
