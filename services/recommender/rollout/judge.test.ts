import { describe, expect, test } from '@jest/globals';
import { DEFAULT_STEPS, rolloutDocument } from '../../contracts/rollout.ts';
import type { Arm } from './arms.ts';
import { evidenceOf } from './guardrails.ts';
import { judge, type Circumstances, type Run } from './judge.ts';
import { RolloutCounts, type Shown } from './rollout-counts.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-20T12:00:00Z');

const document = rolloutDocument.parse({
  rolloutId: 'ro-1',
  challenger: 'popular',
  baseline: 'peers',
  owner: 'ada',
  expires: '2026-12-01T00:00:00Z',
});

/** So many accounts an arm; what happens to the n-th of an arm is said by `of`. */
const counted = (
  accounts: Readonly<Record<Arm, number>>,
  of: (arm: Arm, index: number) => Partial<Shown> & { readonly converts?: boolean } = () => ({}),
): RolloutCounts => {
  const counts = new RolloutCounts();
  for (const arm of ['challenger', 'control'] as const) {
    for (let index = 0; index < accounts[arm]; index++) {
      const { converts = index % 2 === 0, ...said } = of(arm, index);
      const account = index * 2 + (arm === 'control' ? 1 : 0);
      const shown = { servedBy: 'preferred', items: [{ itemId: 'a' }], certificate: { set: 10 }, ...said };
      counts.noteShown(account, arm, START / MINUTE, shown);
      if (converts) counts.noteFulfilled(account, START / MINUTE + 5, 60);
    }
  }
  return counts;
};

const run = (said: Partial<Run> = {}): Run => ({
  document,
  status: 'running',
  step: 0,
  since: START,
  accountsBefore: 0,
  actedAt: START,
  counts: counted({ challenger: 0, control: 0 }),
  ...said,
});
const at = (minutes: number, said: Partial<Circumstances> = {}): Circumstances => ({
  now: START + minutes * MINUTE,
  isInForce: true,
  holds: [],
  ...said,
});
const decided = (one: Run, circumstances: Circumstances) => judge(one, circumstances).decision;

const enough = counted({ challenger: 50, control: 50 });
const big = { challenger: 400, control: 400 };

describe('the judge', () => {
  test('waits for enough accounts and for time, then advances, and promotes after the last step', () => {
    expect(decided(run(), at(59))).toBe('wait');
    expect(judge(run({ counts: enough }), at(30)).reasons).toEqual(['30 of 60 minutes of this step']);
    expect(decided(run({ counts: enough }), at(60))).toBe('advance');
    expect(judge(run({ counts: enough, step: 1, accountsBefore: 20 }), at(60)).reasons).toEqual([
      '80 of 500 accounts of this step',
    ]);
    const last = DEFAULT_STEPS.length - 1;
    expect(decided(run({ counts: enough, step: last }), at(30))).toBe('wait');
    expect(decided(run({ counts: enough, step: last }), at(60))).toBe('promote');
  });

  test('holds when traffic stops, when the arms aren’t of one size, and when told to', () => {
    expect(judge(run({ counts: enough }), at(61))).toEqual({
      decision: 'hold',
      reasons: ['no established account has asked for 60 minutes'],
    });
    expect(decided(run({ counts: enough, status: 'held' }), at(61))).toBe('wait');
    expect(decided(run({ counts: enough, status: 'held' }), at(60))).toBe('resume');
    const justNow = run({ counts: enough, status: 'held', actedAt: START + 59.5 * MINUTE });
    expect(decided(justNow, at(60))).toBe('wait');
    const uneven = counted({ challenger: 300, control: 200 }, () => ({ certificate: { set: 200 } }));
    expect(judge(run({ counts: uneven }), at(60)).reasons[0]).toMatch(/300 and 200 accounts/);
    const holds = ['publication is held'];
    expect(judge(run({ counts: enough }), at(60, { holds }))).toEqual({ decision: 'hold', reasons: holds });
  });

  test.each<[string, Parameters<typeof counted>[1]]>([
    ['conversion', (arm, index) => ({ converts: index % 10 < (arm === 'control' ? 6 : 2) })],
    ['errors', (arm, index) => (arm === 'challenger' && index % 10 === 0 ? { servedBy: 'default' } : {})],
    [
      'safetyNet',
      (arm, index) => (arm === 'challenger' && index % 9 === 0 ? { servedBy: 'safety-net' } : {}),
    ],
    ['deadline', (arm, index) => (arm === 'challenger' && index % 9 === 0 ? { servedBy: 'baseline' } : {})],
    ['certificate', (arm) => (arm === 'challenger' ? { certificate: { set: 5 } } : {})],
    [
      'exposure',
      (arm, index) => ({ items: [{ itemId: index % 10 < (arm === 'control' ? 1 : 6) ? 'a' : 'b' }] }),
    ],
  ])('takes back a challenger at the alarm of the guardrail %s, also while it is paused', (name, of) => {
    const counts = counted(big, of);
    const verdict = judge(run({ counts }), at(10));
    expect(verdict.decision).toBe('roll-back');
    expect(verdict.reasons[0]).toMatch(`${name}: `);
    expect(decided(run({ counts, status: 'paused' }), at(10))).toBe('roll-back');
    const guardrails = { ...document.guardrails, safetyNet: null, deadline: null, [name]: null };
    expect(decided(run({ counts, document: { ...document, guardrails } }), at(10))).toBe('wait');
    const alarmed = evidenceOf(document, counts).findings.filter(({ isAlarm }) => isAlarm);
    expect(alarmed.map(({ guardrail }) => guardrail)).toContain(name);
  });

  test('has nothing against a challenger that is better', () => {
    const counts = counted(big, (arm, index) => ({
      converts: index % 10 < (arm === 'control' ? 2 : 8),
      certificate: { set: arm === 'control' ? 5 : 20 },
    }));
    expect(decided(run({ counts }), at(60))).toBe('advance');
  });

  test('lets a person pause, and ends what isn’t decided in time or whose flag somebody changed', () => {
    expect(decided(run({ counts: enough, status: 'paused' }), at(60))).toBe('wait');
    const late = at(60, { now: Date.parse(document.expires) });
    expect(decided(run({ counts: enough, status: 'paused' }), late)).toBe('expire');
    expect(decided(run({ counts: enough }), at(60, { isInForce: false }))).toBe('abort');
  });
});
