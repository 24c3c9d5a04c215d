import type { RelishEvent } from '../../contracts/events.ts';
import { ORIGIN, type Appended, type Conflict, type Expected, type Position } from './event-log.ts';
import { eventKey, sourceKey } from './id-index.ts';
import { positionAt } from './position.ts';

/** One call of `append`: texts are made when it comes in, so that what is written is what was given. */
export interface AppendRequest {
  readonly texts: readonly string[];
  readonly keys: readonly string[];
  readonly sources: readonly string[];
  /** `source` is a `sourceKey`. */
  readonly expected?: Expected;
}

/** What a group of requests does, all of it in one write. */
export interface Staged {
  /** One a request, in order. */
  readonly outcomes: readonly (Appended | Conflict)[];
  readonly texts: readonly string[];
  /** For the index. */
  readonly entries: ReadonlyMap<string, Position>;
}

export const requestOf = (events: readonly RelishEvent[], expected: Expected | undefined): AppendRequest => ({
  texts: events.map((event) => JSON.stringify(event)),
  keys: events.map(eventKey),
  sources: events.map((event) => sourceKey(event.source)),
  ...(expected && { expected: { source: sourceKey(expected.source), position: expected.position } }),
});

/** All keys whose positions must be known to stage these requests. */
export const keysToFind = (requests: readonly AppendRequest[]): string[] =>
  requests.flatMap(({ keys, expected }) => (expected ? [...keys, expected.source] : [...keys]));

/**
 * Decides a group of appends, one after the other, each seeing what those before it did.
 * @param known positions of what is on the log, by `eventKey` and `sourceKey`
 * @param head how many events are on the log
 */
export const stageAppends = (
  requests: readonly AppendRequest[],
  known: ReadonlyMap<string, Position>,
  head: number,
): Staged => {
  const texts: string[] = [];
  const entries = new Map<string, Position>();
  const find = (key: string): Position | undefined => entries.get(key) ?? known.get(key);

  const stage = ({ texts: given, keys, sources, expected }: AppendRequest): Appended | Conflict => {
    const actual = (expected && find(expected.source)) ?? ORIGIN;
    if (expected && actual !== expected.position) return { outcome: 'conflict', actual };
    const positions: Position[] = [];
    const duplicate: boolean[] = [];
    for (const [index, text] of given.entries()) {
      const key = keys[index] ?? '';
      const first = find(key);
      const position = first ?? positionAt(head + texts.push(text));
      if (first === undefined) entries.set(key, position).set(sources[index] ?? '', position);
      positions.push(position);
      duplicate.push(first !== undefined);
    }
    return { outcome: 'appended', positions, duplicate };
  };

  return { outcomes: requests.map(stage), texts, entries };
};
