import { describe, expect, it } from '@jest/globals';
import { accountsIn } from './account-list.ts';
import { doneText, inOneAct } from './moderation-act.ts';

describe('a list of accounts', () => {
  it('has one a line, each once', () => {
    expect(accountsIn(' a-1 \n\na 2, or so\r\na-1\n')).toEqual(['a-1', 'a 2, or so']);
    expect(accountsIn(' \n')).toEqual([]);
  });

  it('is quarantined in one act, and labelled in as many as it has', () => {
    expect(inOneAct({ act: 'quarantine' }, ['a', 'b'])).toEqual(['a', 'b']);
    expect(inOneAct({ act: 'label', label: 'honest' }, ['a', 'b'])).toEqual(['a']);
  });

  it('is told by its length, one account by its name', () => {
    expect(doneText({ act: 'reinstate' }, ['a', 'b'])).toBe('2 accounts reinstated: their votes are back.');
    expect(doneText({ act: 'quarantine' }, ['a'])).toBe('a is quarantined: its votes are out.');
  });
});
