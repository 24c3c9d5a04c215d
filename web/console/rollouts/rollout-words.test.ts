import { describe, expect, it } from '@jest/globals';
import type { RolloutFinding } from '../../../services/contracts/rollout.ts';
import { evidenceOption } from './evidence-option.ts';
import { stepsFor } from './plan-presets.ts';
import { boundText, findingState, nearness, partsText, ratioText, verdictText } from './rollout-words.ts';

const finding: RolloutFinding = {
  guardrail: 'conversion',
  events: { challenger: 78, control: 100 },
  bound: 1,
  ratio: { estimate: 0.78, low: 0.521, high: 1.164 },
  evidence: 1.2,
  threshold: 4.8,
  isAlarm: false,
};

describe('a rollout in words', () => {
  it('tells parts, ratios and bounds as a person says them', () => {
    expect([100, 2_500, 10_000, 1].map(partsText)).toEqual(['1%', '25%', '100%', '0.01%']);
    expect(ratioText(finding)).toBe('0.78× (0.52 to 1.16)');
    expect(ratioText({ ratio: { low: 2 } })).toBe('? (2.00 or more)');
    expect(boundText(finding)).toBe('at least 1×');
    expect(boundText({ guardrail: 'exposure', bound: 3 })).toBe('at most 3×');
  });

  it('tells how near an alarm is', () => {
    expect(nearness(finding)).toBeCloseTo(0.25);
    expect(nearness({ evidence: -2, threshold: 4.8 })).toBe(0);
    expect(findingState(finding)).toBe('fine');
    expect(findingState({ ...finding, evidence: 3 })).toBe('watch');
    expect(findingState({ ...finding, evidence: 5, isAlarm: true })).toBe('alarm');
  });

  it('tells what the judge says, and at the end who ended it', () => {
    const author = { id: 'ada', role: 'admin' as const };
    const last = { act: 'aborted' as const, step: 0, reason: 'lunch', author, position: '', time: '' };
    const view = { acts: [last], status: 'aborted' as const };
    expect(verdictText(view)).toBe('Aborted by ada: lunch');
  });
});

describe('a plan', () => {
  it('asks a shop for no more accounts than it has', () => {
    for (const established of [0, 12, 60, 900, 50_000]) {
      const steps = stepsFor(established);
      const asked = steps.reduce((sum, { leastAccounts }) => sum + leastAccounts, 0);
      expect(asked).toBeLessThanOrEqual(Math.max(established, 3));
      expect(steps.at(-1)?.parts).toBe(10_000);
    }
    expect(stepsFor(50_000)[0]?.parts).toBe(100);
  });
});

describe('the picture of the evidence', () => {
  it('has a line a guardrail and the threshold of alarms', () => {
    const point = {
      time: '2026-11-20T12:00:00Z',
      accounts: { challenger: 5, control: 5 },
      evidence: { conversion: 0.5, sampleRatio: 0 },
      ratio: { low: 0 },
    };
    const option = evidenceOption({ points: [point, point], threshold: 4.8, scheme: 'light' });
    expect(JSON.stringify(option)).toContain('Took something home');
    expect(JSON.stringify(option)).toContain('4.8');
  });
});
