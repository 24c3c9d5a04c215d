import { describe, expect, it } from '@jest/globals';
import type { ModerationAct } from '../accounts/moderation-act.ts';
import { DecisionRun } from './decision-run.ts';

const decision = { act: { act: 'quarantine' }, reason: 'a farm', accountIds: ['a', 'b', 'c'] } as const;

/** A run whose acts are written down; those on `broken` accounts fail. */
const aRun = () => {
  const acts: string[] = [];
  const broken = new Set<string>();
  let rests = 0;
  const act = (accountId: string, { act }: ModerationAct, reason: string) => {
    if (broken.has(accountId)) return Promise.reject(new Error('no'));
    acts.push(`${act} ${accountId}: ${reason}`);
    return Promise.resolve();
  };
  const run = new DecisionRun(act, () => rests++);
  return { run, acts, broken, rests: () => rests };
};

describe('one decision about many accounts', () => {
  it('is one act an account, each with the reason, and one undo', async () => {
    const { run, acts, rests } = aRun();
    await run.start(decision);
    expect(acts).toEqual(['quarantine a: a farm', 'quarantine b: a farm', 'quarantine c: a farm']);
    expect(run.state()).toMatchObject({ phase: 'done', done: ['a', 'b', 'c'], left: [] });
    await run.undo();
    expect(acts.slice(3)).toEqual([
      'reinstate a: undo: a farm',
      'reinstate b: undo: a farm',
      'reinstate c: undo: a farm',
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
    expect(acts.slice(2)).toEqual(['reinstate a: undo: a farm', 'reinstate c: undo: a farm']);
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
    expect(acts).toEqual(['quarantine a: a farm', 'reinstate a: undo: a farm']);
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
