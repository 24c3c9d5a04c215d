import { isOfThisVersion, type RelishEvent, STAND_SOURCE } from '../../contracts/events.ts';
import { ORIGIN, type EventLog, type Position } from '../../platform/event-log/event-log.ts';
import { misfitOf } from '../../platform/event-log/misfit-of.ts';
import { standEventTypes, type StandEvent, type StandFact } from '../stand/stand-events.ts';

const READ_AT_ONCE = 2_000;
const types: ReadonlySet<string> = new Set(standEventTypes);

/**
 * What this version doesn't know, or can't read, moves nothing here: it stays on the log for those who can. Nor does what
 * others tell of the stand, which lies on the same log where all of Relish has one.
 */
const isOurs = (event: RelishEvent): event is StandEvent =>
  event.source === STAND_SOURCE &&
  event.ingested === undefined &&
  types.has(event.type) &&
  isOfThisVersion(event) &&
  misfitOf(event) === undefined;

/** What the event is about, for readers who route by it. */
const subjectOf = ({ data }: StandFact): string =>
  'orderId' in data ? `orders/${data.orderId}` : `items/${data.itemId}`;

interface StandLogOptions {
  readonly log: EventLog;
  readonly newId: () => string;
  /** Called for each of the stand's events once, in the order of the log. */
  readonly apply: (event: StandEvent, position: Position) => void;
}

/**
 * The stand's own events in the log. Not to be called again before it has resolved: there is one fold, and it
 * goes one way.
 */
export interface StandLog {
  /** Whether the log can't be reached. */
  isAway(): boolean;
  /**
   * Applies what others have written, up to the end of the log as it is now; asks the log even where nobody has told
   * us of anything new, because who tells us may be slower than who was told.
   * @returns whether there was anything
   */
  catchUp(): Promise<boolean>;
  /** What was decided as it goes on the log. @param now milliseconds */
  toEvent(fact: StandFact, now: number): StandEvent;
  /**
   * Appends all or nothing, durably, and applies it.
   * @returns false if somebody else wrote to the stand's events first: catch up and decide again
   */
  append(events: readonly StandEvent[]): Promise<boolean>;
  /** Resolves when all that the books rest on is durable: what was read may have been written without being acknowledged. */
  confirm(): Promise<void>;
}

export const openStandLog = ({ log, newId, apply }: StandLogOptions): StandLog => {
  /** Up to here everything was read. */
  let seen: Position = ORIGIN;
  /** The last of the source, whatever its type: what the log compares with. */
  let lastOfSource: Position = ORIGIN;

  const toEvent = (fact: StandFact, now: number): StandEvent => ({
    specversion: '1.0',
    id: newId(),
    source: STAND_SOURCE,
    time: new Date(now).toISOString(),
    subject: subjectOf(fact),
    ...fact,
  });

  return {
    toEvent,
    isAway: () => log.awaySince() !== undefined,
    async catchUp() {
      const start = seen;
      let end: Position | undefined;
      do {
        const batch = await log.read(seen, READ_AT_ONCE);
        batch.events.forEach((event, index) => {
          if (event.source !== STAND_SOURCE) return;
          lastOfSource = batch.positionOf(index);
          if (isOurs(event)) apply(event, lastOfSource);
        });
        seen = batch.last;
        // What comes in after the first look needn't be heard.
        end ??= log.head();
      } while (seen < end);
      return seen > start;
    },
    async append(events) {
      const result = await log.append(events, { expected: { source: STAND_SOURCE, position: lastOfSource } });
      if (result.outcome === 'conflict') return false;
      events.forEach((event, index) => {
        lastOfSource = result.positions[index] ?? lastOfSource;
        apply(event, lastOfSource);
      });
      // What lies between is of other sources: `expected` has ruled out anything of ours.
      seen = lastOfSource;
      return true;
    },
    async confirm() {
      await log.append([]);
    },
  };
};
