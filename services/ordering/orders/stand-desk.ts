import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../platform/http/app-error.ts';
import { createTurnstile } from '../admission/turnstile.ts';
import { decide } from '../stand/decide.ts';
import type { StandCommand, StandPolicy } from '../stand/stand-command.ts';
import { StandRefusal } from '../stand/stand-refusal.ts';
import type { StandState } from '../stand/stand-state.ts';
import { refusalToProblem } from './refusal-to-problem.ts';
import type { StandLog } from './stand-log.ts';

/** A second or two of durable appends; who comes later is told to come again. */
const MAX_WAITING = 5_000;
/** Each lost race is somebody else's step ahead, so that many in a row mean a fault. */
const MAX_ATTEMPTS = 100;

interface DeskOptions {
  readonly standLog: StandLog;
  readonly state: StandState;
  readonly policy: StandPolicy;
  readonly clock: { now(): number };
}

export interface StandDesk {
  /**
   * Does what is commanded, durably, one command after the other.
   * @throws AppError if the stand refuses, or 503 `busy` or `stopping`
   */
  run(command: StandCommand): Promise<void>;
  /** Resolves when the state holds everything that was on the log when it was called. */
  catchUp(): Promise<void>;
  /** Takes nothing more; resolves when everything that was taken is done. */
  close(): Promise<void>;
}

const standAway = (): AppError =>
  new AppError(
    503,
    'log-away',
    "The stand's books can't be reached right now, so nothing can be ordered or changed: try again in a moment.",
    { headers: { 'Retry-After': '2' } },
  );

const mayBeOutdated = (error: unknown, standLog: StandLog): boolean =>
  error instanceof StandRefusal && standLog.isBehind();

/** Where commands are decided upon: several desks may serve one stand, the log tells who came first. */
export const createStandDesk = ({ standLog, state, policy, clock }: DeskOptions): StandDesk => {
  const inTurn = createTurnstile({ atOnce: 1, waiting: MAX_WAITING });
  let closed = false;
  let lastTaken: Promise<unknown> = Promise.resolve();

  const perform = async (command: StandCommand): Promise<void> => {
    let caughtUp = false;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      // Nobody waits in turn for what can't be decided.
      if (standLog.isAway()) throw standAway();
      const now = clock.now();
      try {
        const facts = decide(command, state, now, policy);
        if (facts.length === 0 || (await standLog.append(facts, now))) return;
        // The winner's event may be on its way to the disk: a moment, and it can be read.
        if (!standLog.isBehind()) await wait(1);
      } catch (error) {
        // Once is enough: what came in after the command did needn't be heard first.
        if (caughtUp || !mayBeOutdated(error, standLog)) throw error;
      }
      await standLog.catchUp();
      caughtUp = true;
    }
    throw new AppError(503, 'busy', 'Somebody else is always quicker: try again in a moment.', {
      headers: { 'Retry-After': '1' },
    });
  };

  const take = async (command: StandCommand): Promise<void> => {
    try {
      await inTurn(() => perform(command));
    } catch (error) {
      throw error instanceof StandRefusal ? refusalToProblem(error) : error;
    }
  };

  return {
    async run(command) {
      if (standLog.isAway()) throw standAway();
      if (closed) throw new AppError(503, 'stopping', 'The stand is shutting down: try again in a moment.');
      const taken = take(command);
      lastTaken = Promise.allSettled([taken]);
      await taken;
    },
    async catchUp() {
      if (standLog.isBehind()) await inTurn(() => standLog.catchUp());
    },
    async close() {
      closed = true;
      await lastTaken;
    },
  };
};
