import { describe, expect, it } from '@jest/globals';
import { groupText, groupTitle, runWords } from './group-words.ts';

const same = {
  ...{ compared: 27, things: 40, leastAccounts: 25, minutes: 2, days: 10 },
  ...{ since: '2026-11-01', until: '2026-11-12' },
};

describe('a group’s evidence', () => {
  it('is one sentence, with since when behind it', () => {
    expect(groupTitle({ accounts: 27, same })).toBe(
      '27 accounts ordered the same 40 things in the same 2 minutes.',
    );
    expect(groupText({ accounts: 27, same })).toBe(
      'On 10 days from 2026-11-01 to 2026-11-12. At least 25 of 27 took each of them home.',
    );
  });

  it('says what was not compared, and what holds for everybody', () => {
    const once = { ...same, things: 1, minutes: 1, days: 1, until: same.since, leastAccounts: 27 };
    expect(groupTitle({ accounts: 300, same: once })).toBe(
      '300 accounts ordered the same thing in the same minute.',
    );
    expect(groupText({ accounts: 300, same: once })).toBe(
      'On 2026-11-01. The 27 oldest were compared. Everybody took it home.',
    );
  });

  it('claims nothing where most share nothing', () => {
    expect(groupTitle({ accounts: 9 })).toMatch(/share no single order/);
  });
});

describe('a decision under way', () => {
  const decision = { act: { act: 'quarantine' }, reason: 'a farm', accountIds: ['a', 'b', 'c'] } as const;
  const run = { decision, isUndo: false, phase: 'running', done: ['a'], leftOut: [] } as const;

  it('says how far it is, what was left out and how it ended', () => {
    expect(runWords(run)).toBe('Quarantining 1 of 3 accounts…');
    expect(runWords({ ...run, phase: 'done', done: ['a', 'c'], leftOut: ['b'] })).toBe(
      'Quarantined 2 of 3 accounts, 1 left out.',
    );
    expect(runWords({ ...run, phase: 'stopped' })).toBe('Quarantined 1 of 3 accounts, then stopped.');
    const unlabelled = { ...decision, act: { act: 'label', label: 'unclear' } } as const;
    expect(runWords({ ...run, decision: unlabelled, isUndo: true, phase: 'done' })).toBe(
      'Undo: Took the label back from 1 of 3 accounts.',
    );
  });
});
