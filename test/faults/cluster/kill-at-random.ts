import { setTimeout as wait } from 'node:timers/promises';
import type { Controls } from '../../engines/own-process.ts';

/** Processes that are down at once, at most: of six, two of each service. */
const LANES = 2;
/** Milliseconds between a start and the next kill of somebody, at most. */
const LONGEST = 400;
/** How many of its kills hit a process that is starting. */
const SHARE_WHILE_STARTING = 0.2;
const STARTING_MS = 800;
/** A start that fails because what it needs was killed meanwhile is tried again, as whoever runs processes does. */
const STARTS = 10;

export interface Victim {
  readonly name: string;
  readonly controls: Controls;
}

export interface Kills {
  readonly total: number;
  readonly of: Readonly<Record<string, number>>;
  /** Processes that ended by themselves while they started, and were started again. */
  readonly failedStarts: number;
}

/** Kills processes by SIGKILL, whenever and whichever, and starts each again at once. Resolves when all are up. */
export const killAtRandom = async (
  victims: readonly Victim[],
  kills: number,
  random: () => number,
): Promise<Kills> => {
  const of: Record<string, number> = Object.fromEntries(victims.map(({ name }) => [name, 0]));
  const free = [...victims];
  let left = kills;
  let failedStarts = 0;

  /** Any of those that were killed least often. */
  const takeVictim = (): Victim | undefined => {
    const fewest = Math.min(...free.map(({ name }) => of[name] ?? 0));
    const spared = free.filter(({ name }) => of[name] === fewest);
    const victim = spared[Math.floor(random() * spared.length)];
    if (victim) free.splice(free.indexOf(victim), 1);
    return victim;
  };
  const kill = async ({ name, controls }: Victim): Promise<void> => {
    left -= 1;
    of[name] = (of[name] ?? 0) + 1;
    await controls.kill();
  };
  const start = async ({ controls }: Victim): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      try {
        await controls.start();
        return;
      } catch (error) {
        failedStarts += 1;
        if (attempt === STARTS) throw error;
      }
    }
  };
  /** Killed once more before it is up. */
  const killWhileStarting = async (victim: Victim): Promise<void> => {
    const starting = victim.controls.start().catch(() => undefined);
    await wait(random() * STARTING_MS);
    await kill(victim);
    await starting;
  };
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const victim = takeVictim();
      if (!victim) return;
      await kill(victim);
      if (left > 0 && random() < SHARE_WHILE_STARTING) await killWhileStarting(victim);
      await start(victim);
      free.push(victim);
      await wait(random() * LONGEST);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { total: kills - left, of, failedStarts };
};
