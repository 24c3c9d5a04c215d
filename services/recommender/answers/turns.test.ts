import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Turns } from './turns.ts';

const A_TURN = 4;

/** Asks for as many turns at once, and tells who had begun by the end of each turn of the event loop. */
const begunByTurn = async (asked: number): Promise<readonly (readonly number[])[]> => {
  const turns = new Turns();
  const begun: number[] = [];
  // Before the first turn is asked for, so that each look comes before what the next turn lets begin.
  let look = setImmediate();
  const work = Array.from({ length: asked }, async (_, index) => {
    await turns.next();
    begun.push(index);
  });
  const byTurn: (readonly number[])[] = [];
  while (begun.length < asked) {
    await look;
    byTurn.push([...begun]);
    look = setImmediate();
  }
  await Promise.all(work);
  return byTurn;
};

describe('turns', () => {
  test('are a few lists long, and come in the order of asking', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (asked) => {
        const byTurn = await begunByTurn(asked);
        expect(byTurn.at(-1)).toEqual(Array.from({ length: asked }, (_, index) => index));
        const counts = [0, ...byTurn.map((begun) => begun.length)];
        for (const [index, count] of counts.slice(1).entries())
          expect(count - counts[index]!).toBeLessThanOrEqual(A_TURN);
      }),
      { numRuns: 30 },
    );
  });

  test('are waited for by nobody who asks alone', async () => {
    const turns = new Turns();
    for (let round = 0; round < 3; round++) {
      let isLater = false;
      const later = setImmediate().then(() => (isLater = true));
      await turns.next();
      expect(isLater).toBe(false);
      await later;
    }
  });

  test('wait for what came before them, though a new turn has begun', async () => {
    const turns = new Turns();
    const begun: string[] = [];
    const ask = (name: string) => turns.next().then(() => begun.push(name));
    const early = Array.from({ length: 2 * A_TURN + 1 }, (_, index) => ask(`early ${index}`));
    await setImmediate();
    await ask('late');
    await Promise.all(early);
    expect(begun.at(-1)).toBe('late');
  });
});
