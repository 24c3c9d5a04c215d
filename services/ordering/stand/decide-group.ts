import { decide } from './decide.ts';
import { draftOf } from './draft-stand.ts';
import { evolve } from './evolve.ts';
import type { StandCommand, StandPolicy } from './stand-command.ts';
import type { StandEvent, StandFact } from './stand-events.ts';
import type { StandBooks } from './stand-state.ts';

export interface DecidedGroup {
  /** What follows from all of them, in order. */
  readonly events: readonly StandEvent[];
  /** Of each command what it was refused with; undefined for those that were not. */
  readonly refusals: readonly (Error | undefined)[];
}

/**
 * Decides commands one after the other, each seeing what those before it did, so that all of it can be written at
 * once. Pure: the books stay as they are.
 * @param now milliseconds
 * @param toEvent gives what was decided its id and time
 */
export const decideGroup = (
  commands: readonly StandCommand[],
  books: StandBooks,
  now: number,
  policy: StandPolicy,
  toEvent: (fact: StandFact) => StandEvent,
): DecidedGroup => {
  const draft = draftOf(books);
  const events: StandEvent[] = [];
  const refusals = commands.map((command): Error | undefined => {
    try {
      for (const event of decide(command, draft, now, policy).map(toEvent)) {
        evolve(draft, event);
        events.push(event);
      }
      return undefined;
    } catch (refusal) {
      return refusal instanceof Error ? refusal : new Error(String(refusal));
    }
  });
  return { events, refusals };
};
