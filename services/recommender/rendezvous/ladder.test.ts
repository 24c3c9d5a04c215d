import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ModelRole } from '../../contracts/http/rendezvous.ts';
import { chooseAt, type Contestant, LADDER } from './ladder.ts';

const ROLES: readonly ModelRole[] = ['preferred', 'baseline', 'safety-net', 'challenger'];
const NEVER = Infinity;

/** What a model will do: reply at a time, with an answer or a failure. */
interface Plan {
  readonly role: ModelRole;
  readonly at: number;
  readonly answers: boolean;
}

/** Plays one request: looks whenever somebody replies or the ladder said so, as a rendezvous does. */
const play = (plans: readonly Plan[]) => {
  const at = (time: number): readonly Contestant[] =>
    plans.map((plan) => ({
      role: plan.role,
      reply: plan.at > time ? 'waiting' : plan.answers ? 'answered' : 'failed',
    }));
  for (let time = 0; ;) {
    const choice = chooseAt(time, at(time));
    if (choice.kind !== 'wait')
      return { time, plan: choice.kind === 'take' ? plans[choice.index] : undefined };
    const replies = plans.map((plan) => plan.at).filter((reply) => reply > time);
    time = Math.min(choice.until, ...replies);
  }
};

const time = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.constantFrom(0, 29, 30, 31, 39, 40, 41, 44, 45, 46, NEVER),
);
const plan = (role: ModelRole) => fc.record({ role: fc.constant(role), at: time, answers: fc.boolean() });
/** One of each, and some challengers, in any order. */
const plans = fc
  .tuple(
    plan('preferred'),
    plan('baseline'),
    plan('safety-net'),
    fc.array(plan('challenger'), { maxLength: 3 }),
  )
  .chain(([preferred, baseline, net, challengers]) =>
    fc.shuffledSubarray([preferred, baseline, net, ...challengers], { minLength: 1 }),
  );

describe('the ladder', () => {
  test('never passes 45 ms, whatever the models do', () => {
    fc.assert(
      fc.property(plans, (all) => {
        expect(play(all).time).toBeLessThanOrEqual(LADDER.last);
      }),
      { numRuns: 1_000 },
    );
  });

  test('gives the preferred its 30 ms, the baseline 10 more, unless they have failed by then', () => {
    fc.assert(
      fc.property(plans, (all) => {
        const { time: end, plan: taken } = play(all);
        const failedBy = (roles: readonly ModelRole[]) =>
          all.every(({ role, at, answers }) => !roles.includes(role) || (!answers && at <= end));
        if (taken?.role === 'baseline') expect(end >= LADDER.baseline || failedBy(['preferred'])).toBe(true);
        if (taken?.role === 'safety-net' || taken?.role === 'challenger') {
          expect(end >= LADDER.anything || failedBy(['preferred', 'baseline'])).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('takes the preferred’s answer at once, if it comes within 30 ms', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: LADDER.baseline }), (all, at) => {
        const preferred: Plan = { role: 'preferred', at, answers: true };
        const others = all.filter(({ role }) => role !== 'preferred');
        expect(play([...others, preferred])).toEqual({ time: at, plan: preferred });
      }),
    );
  });

  test('sends the default only where nobody had an answer by 45 ms, and at once where nobody can have one', () => {
    fc.assert(
      fc.property(plans, (all) => {
        const { time: end, plan: taken } = play(all);
        if (taken) {
          expect(taken.answers && taken.at <= end).toBe(true);
          return;
        }
        expect(all.some(({ at, answers }) => answers && at <= LADDER.last)).toBe(false);
        const last = Math.max(...all.map(({ at }) => at));
        expect(end).toBe(Math.min(LADDER.last, last));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['the baseline from 30 ms on', 30, ['waiting', 'answered', 'answered', 'answered'], 1],
    ['the safety net before a challenger', 40, ['waiting', 'waiting', 'answered', 'answered'], 2],
    ['a challenger where there is nothing else', 44, ['failed', 'failed', 'waiting', 'answered'], 3],
    [
      'the baseline at once when the preferred has failed',
      1,
      ['failed', 'answered', 'answered', 'waiting'],
      1,
    ],
    ['the preferred, late as it is', 44, ['answered', 'answered', 'answered', 'answered'], 0],
  ] as const)('takes %s', (_, elapsed, replies, index) => {
    const contestants = replies.map((reply, at) => ({ role: ROLES[at]!, reply }));
    expect(chooseAt(elapsed, contestants)).toEqual({ kind: 'take', index });
  });

  test('sends the default where there is nobody at all', () => {
    expect(chooseAt(0, [])).toEqual({ kind: 'default' });
  });
});
