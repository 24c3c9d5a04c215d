import { describe, expect, test } from '@jest/globals';
import { anAnswer } from '../../../test/builders/an-answer.ts';
import { differencesOf } from './differences-of.ts';

describe('differences between a list that went out and the same made again', () => {
  const recorded = anAnswer();

  test('are none where it is the same, in whatever order its members were written', () => {
    expect(differencesOf(recorded, recorded)).toEqual([]);
    const { name, version, digest } = recorded.model;
    expect(differencesOf(recorded, { ...recorded, model: { digest, version, name } })).toEqual([]);
  });

  test('are named, member by member, also where one was not there', () => {
    const again = { ...recorded, staleSince: '2026-11-20T12:00:00Z', basis: 'peers' as const };
    expect(differencesOf(recorded, again)).toEqual([
      { member: 'basis', recorded: '"popular"', again: '"peers"' },
      { member: 'staleSince', again: '"2026-11-20T12:00:00Z"' },
    ]);
    expect(differencesOf(again, recorded)).toContainEqual({
      member: 'staleSince',
      recorded: '"2026-11-20T12:00:00Z"',
    });
  });
});
