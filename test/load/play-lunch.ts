import { setTimeout as wait } from 'node:timers/promises';
import { Agenda } from './plan/agenda.ts';
import type { Visit } from './plan/plan-visits.ts';

/** How far ahead of its time a visit is entered: an hour's plan is never in memory as a whole. */
const AHEAD_MS = 1_000;
/** An answer may make something due before the next timer: it waits no longer than this. */
const NAP_MS = 4;

/** One thing to do, at its time in milliseconds from the start of the hour. */
export type Act = (due: number) => Promise<void>;

export interface Stage {
  /** Milliseconds since the hour began. */
  now(): number;
  /** Enters what is to be done at a time; what is past already is done at once. */
  at(due: number, act: Act): void;
}

interface Lunch {
  readonly visits: Iterator<Visit>;
  /** Does what one visit is made of. */
  readonly guest: (stage: Stage) => (visit: Visit) => void;
  /** Aborted: nobody else comes in, and who is there finishes. */
  readonly closing: AbortSignal;
}

/**
 * Plays a planned lunch hour in real time, open loop: each act leaves when its time has come, whatever became of those
 * before it. Resolves when everybody is done.
 */
export const playLunch = async ({ visits, guest, closing }: Lunch): Promise<void> => {
  const agenda = new Agenda<Act>();
  const began = performance.now();
  const now = () => performance.now() - began;
  const visit = guest({ now, at: (due, act) => agenda.add(due, act) });
  let busy = 0;
  let failure: Error | undefined;
  const perform = ({ due, what }: { due: number; what: Act }): void => {
    busy += 1;
    what(due)
      .catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => (busy -= 1));
  };
  let next = visits.next();
  for (;;) {
    while (!next.done && !closing.aborted && next.value.looksAt <= now() + AHEAD_MS) {
      visit(next.value);
      next = visits.next();
    }
    for (let act = agenda.take(now()); act; act = agenda.take(now())) perform(act);
    if (failure) throw failure;
    if ((next.done || closing.aborted) && agenda.size === 0 && busy === 0) return;
    await wait(Math.min(NAP_MS, Math.max(0, (agenda.nextDue ?? Infinity) - now())));
  }
};
