import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seeded } from '../../../../test/builders/seeded.ts';
import { hashOfId, Signature } from './signature.ts';

type Action = readonly [itemId: string, minute: number];

const keysOf = (actions: readonly Action[]) => {
  const signature = new Signature();
  signature.clear();
  for (const [itemId, minute] of actions) signature.add(hashOfId(itemId), minute);
  return signature.keys();
};
const action = fc.tuple(fc.constantFrom('dog', 'chips', 'relish'), fc.integer({ min: -5_000, max: 5_000 }));

describe('a signature', () => {
  test('knows nothing of the order of actions, nor how often they are told', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 1 }), (actions) => {
        expect(keysOf([...actions.toReversed(), actions[0]!])).toEqual(keysOf(actions));
      }),
    );
  });

  test('is none for an account that did nothing', () => {
    expect(keysOf([])).toBeUndefined();
  });

  test('is shared by accounts that order the same within a minute or two, and by no others', () => {
    const bot = (jitter: number): readonly Action[] =>
      Array.from({ length: 20 }, (_, day) => ['dog', day * 1_440 + 723 + ((day * jitter) % 2)]);
    const person = (seed: number): readonly Action[] => {
      const random = seeded(seed);
      return Array.from({ length: 20 }, (_, day) => [
        random() < 0.6 ? 'dog' : 'chips',
        day * 1_440 + 690 + Math.floor(random() * 120),
      ]);
    };
    expect(keysOf(bot(1))).toEqual(keysOf(bot(0)));
    const people = Array.from({ length: 200 }, (_, seed) => String(keysOf(person(seed))));
    const largest = Math.max(...people.map((key) => people.filter((other) => other === key).length));
    expect(largest).toBeLessThan(8);
  });
});
