import { type Blame, PLACE_NAMES } from '../../contracts/http/blame.ts';

const ONE = 1_000_000;
const CENT = 10_000;
/** Millionths of a vote as votes, without the word. */
export const amount = (micro: number): string =>
  micro > 0 && micro < CENT / 2 ? 'less than 0.01' : (micro / ONE).toFixed(2);
/** Millionths of a vote: `12.35 votes`. */
export const votes = (micro: number): string => `${amount(micro)} votes`;
/** `1 account`, `2 accounts`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
/** `third`, `at place 11`. */
export const placeName = (rank: number): string => PLACE_NAMES[rank - 1] ?? `at place ${rank}`;
/** `the third place`, `place 11`. */
export const placeNoun = (rank: number): string => {
  const ordinal = PLACE_NAMES[rank - 1];
  return ordinal === undefined ? `place ${rank}` : `the ${ordinal} place`;
};
/** `2026-11-20 12:00 UTC`. */
export const instant = (time: string): string =>
  `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
/** What people call an item. */
export const labelOf = ({ itemId, name }: Blame['item']): string => name ?? itemId;
