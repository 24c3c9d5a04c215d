import { describe, expect, test } from '@jest/globals';
import { FairTurns } from './fair-turns.ts';

describe('turns at a log that others write to', () => {
  let time = 0;
  const turns = () => new FairTurns({ now: () => time, random: () => 0.5 });

  test('cost nothing where nobody else writes, or where appends are quick', () => {
    const alone = turns();
    time += 60_001;
    alone.won(500);
    expect(alone.pause).toBe(0);
    const quick = turns();
    quick.lost();
    quick.won(3);
    expect(quick.pause).toBe(0);
  });

  test('are given away after a win for as long as who lost needs, and no longer', () => {
    const slow = turns();
    slow.lost();
    expect(slow.pause).toBe(0);
    slow.won(200);
    expect(slow.pause).toBe(400);
    time += 150;
    expect(slow.pause).toBe(250);
    time += 250;
    expect(slow.pause).toBe(0);
  });

  test('are one’s own again once nobody has won a race for a minute', () => {
    const slow = turns();
    slow.lost();
    time += 60_001;
    slow.won(200);
    expect(slow.pause).toBe(0);
  });
});

describe('two desks that always have something to write', () => {
  /** As long as a message takes to Redis and back. */
  const TRIP = 200;

  interface Desk {
    readonly turns: FairTurns;
    /** When its next step is done at Redis; it hears of it a trip later. */
    at: number;
    step: 'append' | 'read';
    knows: number;
    wins: number;
  }

  /** @returns how often each has won in a minute */
  const race = (isFair: boolean): readonly number[] => {
    let [now, version, seed] = [0, 0, 8];
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const desks = [0, 50].map((at): Desk => {
      const turns = new FairTurns({ now: () => now, random });
      return { turns, at, step: 'append', knows: 0, wins: 0 };
    });
    while (now < 60_000) {
      const [desk] = desks.toSorted((one, other) => one.at - other.at);
      const { at, step, turns } = desk!;
      const isWon = step === 'append' && desk!.knows === version;
      if (isWon) version += 1;
      if (isWon || step === 'read') desk!.knows = version;
      if (isWon) desk!.wins += 1;
      now = at + TRIP;
      if (step === 'append' && isFair) {
        if (isWon) turns.won(TRIP);
        else turns.lost();
      }
      const { pause } = turns;
      desk!.at = now + pause;
      desk!.step = step === 'append' && (!isWon || pause > 0) ? 'read' : 'append';
    }
    return desks.map(({ wins }) => wins);
  };

  test('both get their turn, where without it one would wait for ever', () => {
    expect(Math.min(...race(false))).toBeLessThan(2);
    const [one = 0, other = 0] = race(true);
    expect(Math.min(one, other)).toBeGreaterThan(50);
    expect(Math.min(one, other) / Math.max(one, other)).toBeGreaterThan(0.5);
  });
});
