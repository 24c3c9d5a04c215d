import { describe, expect, it } from '@jest/globals';
import { createShuffle } from './create-shuffle.ts';

const list = Array.from({ length: 100 }, (_, index) => index);

describe('createShuffle', () => {
  it('mixes without losing anything, the same way for the same seed, and anew each time', () => {
    const shuffle = createShuffle(7);
    const [first, second] = [shuffle(list), shuffle(list)];
    expect([...first].sort((a, b) => a - b)).toEqual(list);
    expect(first).not.toEqual(list);
    expect(second).not.toEqual(first);
    expect(createShuffle(7)(list)).toEqual(first);
    expect(createShuffle(8)(list)).not.toEqual(first);
  });
});
