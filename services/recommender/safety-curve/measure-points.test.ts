import { describe, expect, test } from '@jest/globals';
import { aShop, establishedAt } from '../../../test/builders/a-shop.ts';
import { fold } from '../../../test/builders/fold.ts';
import { smallPolicy } from '../../../test/builders/policies.ts';
import { choicesBeside, measurePoints } from './measure-points.ts';

describe('what is tried', () => {
  test('has what is in force once, whether it is in the grid or not', () => {
    const inForce = ({ clip, power }: { clip: number; power: number }) =>
      choicesBeside({ clip, power }).filter((one) => one.clip === clip && one.power === power);
    expect(inForce({ clip: 200_000, power: 4 })).toHaveLength(1);
    expect(inForce({ clip: 170_000, power: 3 })).toHaveLength(1);
    expect(choicesBeside({ clip: 170_000, power: 3 })).toHaveLength(
      choicesBeside({ clip: 200_000, power: 4 }).length + 1,
    );
  });
});

describe('measuring', () => {
  test('changes clip and power alone, marks the one in force, and yields once an account and choice', () => {
    const state = fold(aShop({ policy: smallPolicy, established: 8 }), smallPolicy);
    const digest = state.digest();
    const wanted = new Map([0, 1, 2].map((index) => [establishedAt(index), new Set(['i-0', 'i-1'])]));
    const choices = choicesBeside(smallPolicy.peers);
    const work = measurePoints(state, wanted, choices);
    let yields = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) yields++;
    expect(yields).toBe(choices.length * wanted.size);
    expect(step.value.filter(({ inForce }) => inForce)).toEqual([
      expect.objectContaining({ clip: smallPolicy.peers.clip, power: smallPolicy.peers.power }),
    ]);
    expect(state.digest()).toBe(digest);
    expect(state.policy).toEqual({ ...smallPolicy, peers: { ...smallPolicy.peers, ...choices.at(-1) } });
  });
});
