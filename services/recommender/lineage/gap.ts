import type { Stand } from '../../contracts/http/blame.ts';
import type { Look } from './look-at.ts';

/** By what two stands are told apart. */
export type Differs = (one: Stand, other: Stand) => boolean;

export const differsInPlace: Differs = (one, other) =>
  one.rank !== other.rank || one.absence !== other.absence;

export const differsInScore: Differs = (one, other) =>
  one.absence !== other.absence ||
  one.parts.own !== other.parts.own ||
  one.parts.established !== other.parts.established ||
  one.parts.newcomers !== other.parts.newcomers;

/** Looks by how many events of the log they have behind them; undefined where nobody can be asked any more. */
export type Looks = ReadonlyMap<number, Look | undefined>;

/** Two looks with none between them that saw anything: at `from` the item stood otherwise than in the end, at `to` as in the end. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * Between which neighbouring looks the item came to stand as it does in the last one: after the last look that differs
 * from it. What came and went again between two looks isn't seen. Undefined where no look differs.
 */
export const gapOf = (looks: Looks, differs: Differs): Gap | undefined => {
  const places = [...looks.keys()].sort((a, b) => b - a);
  const end = looks.get(places[0] ?? 0);
  let to = places[0] ?? 0;
  for (const from of places) {
    const look = looks.get(from);
    if (!look || !end) continue;
    if (differs(look.stand, end.stand)) return { from, to };
    to = from;
  }
  return undefined;
};

/** One event lies between the two: it is what changed it. */
export const isNarrow = ({ from, to }: Gap): boolean => to - from === 1;

/** Up to `most` places between the two, evenly; every one where there are no more. None once they are neighbours. */
export const placesWithin = ({ from, to }: Gap, most: number): readonly number[] => {
  const between = to - from - 1;
  const count = Math.min(most, between);
  return Array.from(
    { length: count },
    (_, index) => from + Math.ceil(((index + 1) * (between + 1)) / (count + 1)),
  ).filter((place) => place > from && place < to);
};
