import { describe, expect, test } from '@jest/globals';
import type { EventOf } from '../../contracts/events.ts';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import { SoloActs } from './solo-acts.ts';

const approvals = { quarantineOver: 0, flagOver: 100, policies: 'two' as const, people: [] };
const flag = (defaultVariant: string): FlagDefinition[string] => ({
  state: 'ENABLED',
  variants: { a: 'a', b: 'b' },
  defaultVariant,
});
const author = { id: 'ada', role: 'admin' } as const;
const approver = { ...author, id: 'ben' };
const change = { changeId: 'c-1', digest: digestOf('c-1'), approver };

const changed = (flags: FlagDefinition, byTwo: boolean): EventOf<'flag.changed'> => ({
  ...{ specversion: '1.0', id: 'e-1', source: '/test', time: '2026-11-20T12:00:00Z' },
  type: 'flag.changed',
  data: { flags, reason: 'to see', author, ...(byTwo && { change }) },
});

describe('the flags that two people agreed on', () => {
  const first = { one: flag('a'), other: flag('a'), third: flag('a') };

  test('are changed by what two people change, and by that alone', () => {
    const acts = new SoloActs(first);
    const alone = { ...first, other: flag('b') };
    acts.noteFlags(changed(alone, false), first, approvals);
    expect(acts.agreedFlags).toEqual(first);
    // What one of them had done before isn't agreed on with the next thing that both want.
    const both = { one: flag('b'), other: flag('b'), fourth: flag('a') };
    acts.noteFlags(changed(both, true), alone, approvals);
    expect(acts.agreedFlags).toEqual({ one: flag('b'), other: flag('a'), fourth: flag('a') });
  });

  test('are all that there is while nobody asks for two', () => {
    const acts = new SoloActs({});
    acts.noteFlags(changed(first, false), {}, undefined);
    expect(acts.agreedFlags).toEqual(first);
  });
});
