import { setTimeout as wait } from 'node:timers/promises';
import { Groups } from '../../platform/groups/groups.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { decideGroup } from '../stand/decide-group.ts';
import type { StandCommand, StandPolicy } from '../stand/stand-command.ts';
import type { StandEvent, StandFact } from '../stand/stand-events.ts';
import { StandRefusal } from '../stand/stand-refusal.ts';
import type { StandState } from '../stand/stand-state.ts';
import { FairTurns } from './fair-turns.ts';
import { refusalToProblem } from './refusal-to-problem.ts';
import type { StandLog } from './stand-log.ts';

/** A second or two of durable appends; who comes later is told to come again. */
const MAX_WAITING = 5_000;
/** Commands decided and written at once: a few milliseconds in which nobody else is served. */
const MAX_GROUP = 200;
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
   * Does what is commanded, durably, as if one command came after the other.
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

const stopping = (): AppError =>
  new AppError(503, 'stopping', 'The stand is shutting down: try again in a moment.');

const busy = (detail: string): AppError =>
  new AppError(503, 'busy', detail, { headers: { 'Retry-After': '1' } });

interface Desk extends DeskOptions {
  /** Of this desk among those that serve the same stand. */
  readonly turns: FairTurns;
}

/** What somebody waits for; without a command he only wants the books to be up to date. */
interface Request {
  readonly command?: StandCommand;
}

/** Lets others write, if it is their turn. @returns whether it was, and what they wrote was read */
const gaveTurn = async ({ standLog, turns }: Desk): Promise<boolean> => {
  const { pause } = turns;
  if (pause === 0) return false;
  await wait(pause);
  if (standLog.isAway()) throw standAway();
  await standLog.catchUp();
  return true;
};

const appended = async ({ standLog, turns }: Desk, events: readonly StandEvent[]): Promise<boolean> => {
  const began = performance.now();
  const isWon = await standLog.append(events);
  if (isWon) turns.won(performance.now() - began);
  else turns.lost();
  return isWon;
};

/**
 * Decides commands in order and writes what follows from all of them at once: it is the disk that takes its time.
 * @param isFresh the books were just brought up to date
 * @returns of each command what it was refused with, or undefined
 */
const decideDurably = async (
  desk: Desk,
  commands: readonly StandCommand[],
  isFresh: boolean,
): Promise<readonly (Error | undefined)[]> => {
  const { standLog, state, policy, clock } = desk;
  let hasLooked = isFresh;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    // Nobody waits in turn for what can't be decided.
    if (standLog.isAway()) throw standAway();
    const now = clock.now();
    const toEvent = (fact: StandFact) => standLog.toEvent(fact, now);
    const { events, refusals } = decideGroup(commands, state, now, policy, toEvent);
    // A refusal may be out of date, once: what came in after the command did needn't be heard first.
    const mustLook = !hasLooked && refusals.some((refusal) => refusal !== undefined);
    if (!mustLook && events.length === 0) {
      if (commands.some(({ type }, index) => type !== 'tick' && !refusals[index])) await standLog.confirm();
      return refusals;
    }
    if (!mustLook && (await appended(desk, events))) return refusals;
    // The winner's event may be on its way to the disk: a moment, and it can be read.
    if (!(await standLog.catchUp()) && !mustLook) await wait(1);
    hasLooked = true;
  }
  throw busy('Somebody else is always quicker: try again in a moment.');
};

/** The books as they are known are better than none while the log can't be reached. */
const look = async ({ standLog }: DeskOptions): Promise<void> => {
  if (standLog.isAway()) return;
  try {
    await standLog.catchUp();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'log-away') throw error;
  }
};

const serveGroup = async (desk: Desk, group: readonly Request[]): Promise<readonly (Error | undefined)[]> => {
  const commands = group.flatMap(({ command }) => command ?? []);
  const mustLook = commands.length < group.length;
  const hasLooked = commands.length > 0 && (await gaveTurn(desk));
  if (mustLook && !hasLooked) await look(desk);
  const refusals = commands.length > 0 ? await decideDurably(desk, commands, mustLook || hasLooked) : [];
  let next = 0;
  return group.map(({ command }) => command && refusals[next++]);
};

/** Where commands are decided upon: several desks may serve one stand, the log tells who came first. */
export const createStandDesk = (options: DeskOptions): StandDesk => {
  const turns = new FairTurns({ now: () => performance.now(), random: Math.random });
  const groups = new Groups<Request, Error | undefined>({
    serve: (group) => serveGroup({ ...options, turns }, group),
    maxSize: MAX_GROUP,
  });
  let closed = false;

  const enter = async (request: Request): Promise<void> => {
    if (groups.waiting >= MAX_WAITING)
      throw busy('Too many people are at it right now: try again in a moment.');
    const refusal = await groups.add(request);
    if (refusal === undefined) return;
    throw refusal instanceof StandRefusal ? refusalToProblem(refusal) : refusal;
  };

  return {
    async run(command) {
      if (options.standLog.isAway()) throw standAway();
      if (closed) throw stopping();
      await enter({ command });
    },
    catchUp: () => enter({}),
    close() {
      closed = true;
      return groups.settled();
    },
  };
};
