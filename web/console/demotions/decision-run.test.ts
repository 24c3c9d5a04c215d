import { describe, expect, it } from '@jest/globals';
import type { ModerationAct } from '../accounts/moderation-act.ts';
import { DecisionRun } from './decision-run.ts';

const accountIds = ['a', 'b', 'c'] as const;
const quarantine = { act: { act: 'quarantine' }, reason: 'a farm', accountIds } as const;
/** Labels are given one by one. */
const decision = { act: { act: 'label', label: 'honest' }, reason: 'a club', accountIds } as const;

/** A run whose acts are written down; those on `broken` accounts fail, and those of `already` are so already. */
const aRun = () => {
  const acts: string[] = [];
  const broken = new Set<string>();
  const already = new Set<string>();
  let rests = 0;
  const act = (accountIds: readonly string[], { act }: ModerationAct, reason: string) => {
    if (accountIds.some((accountId) => broken.has(accountId))) return Promise.reject(new Error('no'));
    acts.push(`${act} ${accountIds.join(' ')}: ${reason}`);
    return Promise.resolve(accountIds.filter((accountId) => !already.has(accountId)));
  };
  const run = new DecisionRun(act, () => rests++);
  return { run, acts, broken, already, rests: () => rests };
};

describe('one decision about many accounts', () => {
  it('is done in one step or not at all, and what it changed is undone in one', async () => {
    const { run, acts, broken, already } = aRun();
    already.add('a');
    broken.add('c');
    await run.start(quarantine);
    expect(run.state()).toMatchObject({ phase: 'failed', done: [], left: accountIds });
    expect(acts).toEqual([]);
    broken.clear();
    await run.goOn();
    expect(run.state()).toMatchObject({ phase: 'done', done: ['b', 'c'], leftOut: ['a'], left: [] });
    await run.undo();
    expect(acts).toEqual(['quarantine a b c: a farm', 'reinstate b c: undo: a farm']);
  });

  it('is, for labels, one act an account, each with the reason, and one undo', async () => {
    const { run, acts, rests } = aRun();
    await run.start(decision);
    expect(acts).toEqual(['label a: a club', 'label b: a club', 'label c: a club']);
    expect(run.state()).toMatchObject({ phase: 'done', done: ['a', 'b', 'c'], left: [] });
    await run.undo();
    expect(acts.slice(3)).toEqual([
      'label a: undo: a club',
      'label b: undo: a club',
      'label c: undo: a club',
    ]);
    expect([run.state()?.isUndo, run.state()?.phase, rests()]).toEqual([true, 'done', 2]);
  });

  it('waits at what fails, and goes on with it or without it', async () => {
    const { run, acts, broken } = aRun();
    broken.add('b');
    await run.start(decision);
    expect(run.state()).toMatchObject({
      phase: 'failed',
      done: ['a'],
      left: ['b', 'c'],
      error: new Error('no'),
    });
    await run.goOn();
    expect(run.state()).toMatchObject({ phase: 'failed', done: ['a'], left: ['b', 'c'] });
    await run.leaveOut();
    expect(run.state()).toMatchObject({ phase: 'done', done: ['a', 'c'], leftOut: ['b'], left: [] });
    expect(run.state()).not.toHaveProperty('error');
    await run.undo();
    expect(acts.slice(2)).toEqual(['label a: undo: a club', 'label c: undo: a club']);
  });

  it('goes on with what failed once it can', async () => {
    const { run, broken } = aRun();
    broken.add('b');
    await run.start(decision);
    broken.clear();
    await run.goOn();
    expect(run.state()).toMatchObject({ phase: 'done', done: ['a', 'b', 'c'], leftOut: [] });
  });

  it('stops when asked, after the one in hand, and what was done can be taken back', async () => {
    const { run, acts } = aRun();
    const running = run.start(decision);
    run.stop();
    await running;
    expect(run.state()).toMatchObject({ phase: 'stopped', done: ['a'], left: ['b', 'c'] });
    await run.undo();
    expect(acts).toEqual(['label a: a club', 'label a: undo: a club']);
  });

  it('is the only one: another one, its undo or its end wait until it rests', async () => {
    const { run, acts } = aRun();
    const running = run.start(decision);
    await run.start({ ...decision, accountIds: ['z'] });
    await run.undo();
    run.dismiss();
    await running;
    expect(acts).toHaveLength(3);
    run.dismiss();
    expect(run.state()).toBeUndefined();
  });
});
