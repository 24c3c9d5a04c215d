import type { RelishEvent } from '../../contracts/events.ts';

/**
 * Events as they were written here: a JSON array. Not judged again, since whatever is stored was, and it is read a
 * hundred times as often as it is written. What comes from outside goes by the contracts instead.
 * @throws SyntaxError for what is no JSON
 */
export const storedEvents = (text: string): readonly RelishEvent[] =>
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- who stores events here takes nothing but RelishEvents
  JSON.parse(text) as RelishEvent[];
