import { describe, expect, it } from '@jest/globals';
import { actText, approvalsText, changeTitle, decisionsFor, stateWords } from './change-words.ts';

const alice = { id: 'alice', role: 'admin' } as const;
const waiting = { state: 'waiting', author: alice, isOutdated: false } as const;
const admin = (accountId: string) => ({ accountId, role: 'admin' }) as const;

describe('a change in words', () => {
  it('says what it is about and how it stands', () => {
    expect(changeTitle({ kind: 'quarantine', differences: 1 })).toBe('Quarantine of 1 account');
    expect(changeTitle({ kind: 'policy', differences: 2 })).toBe('Another policy, 2 differences');
    expect(changeTitle({ kind: 'behaviours', differences: 3 })).toBe('Other statements, 3 differences');
    expect(changeTitle({ kind: 'promotion', differences: 2 })).toBe('A promotion');
    const approved = {
      act: 'approved',
      author: alice,
      isVoid: true,
      position: '',
      time: '',
      reason: '',
    } as const;
    expect(actText(approved)).toBe('alice approved it; void, it was edited since');
    expect(stateWords({ ...waiting, acts: [approved] }).text).toBe('waiting, approval void');
    expect(stateWords({ ...waiting, acts: [] }).text).toBe('waiting');
    expect(stateWords({ ...waiting, isOutdated: true, acts: [] }).text).toMatch(/something else/);
  });

  it('says what takes two people', () => {
    expect(approvalsText(undefined)).toMatch(/^One person is enough/);
    expect(approvalsText({ quarantineOver: 10, flagOver: 2_500, policies: 'two', people: ['a', 'b'] })).toBe(
      'A policy and what must always hold take two people; so do more than 10 accounts quarantined or reinstated within 24 hours, ' +
        'and flags that give another variant than the default to over 25% more, rollouts and promotions. Two of a, b.',
    );
    const all = { quarantineOver: 0, flagOver: 10_000, policies: 'one', people: [] } as const;
    expect(approvalsText({ ...all, people: [] })).not.toMatch(/rollouts/);
  });
});

describe('what can be done about a change', () => {
  it('depends on who asked for it, and on how it stands', () => {
    expect(decisionsFor(waiting, admin('alice'))).toEqual(['edit', 'withdraw']);
    expect(decisionsFor(waiting, admin('bob'))).toEqual(['approve', 'reject']);
    expect(decisionsFor({ ...waiting, state: 'approved' }, admin('alice'))).toEqual([
      'apply',
      'edit',
      'withdraw',
    ]);
    expect(decisionsFor({ ...waiting, state: 'approved' }, admin('bob'))).toEqual(['apply', 'reject']);
    expect(decisionsFor({ ...waiting, isOutdated: true }, admin('bob'))).toEqual(['reject']);
    expect(decisionsFor({ ...waiting, state: 'applied' }, admin('bob'))).toEqual([]);
    expect(decisionsFor(waiting, { accountId: 'bob', role: 'analyst' })).toEqual([]);
    expect(decisionsFor(waiting, undefined)).toEqual([]);
  });
});
