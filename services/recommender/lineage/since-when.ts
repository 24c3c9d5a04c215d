import type { Blame, Stand } from '../../contracts/http/blame.ts';

type Since = Blame['since'];

/** From which day on all stands, up to the last, are so. */
const sinceDay = (
  stands: readonly Stand[],
  isCut: boolean,
  isSo: (stand: Stand) => boolean,
): Since['half'] => {
  const before = stands.findLastIndex((stand) => !isSo(stand));
  const first = stands[before + 1];
  return first?.day === undefined ? undefined : { day: first.day, orEarlier: isCut && before === -1 };
};

/**
 * Since when an item has had half of its score by the model that has the say now (scores of two models are no measure of
 * each other), and a place among the first `limit`. @param stands oldest first
 */
export const sinceWhen = (stands: readonly Stand[], limit: number, isCut: boolean): Since => {
  const { score, model } = stands.at(-1) ?? { score: 0 };
  const isHalf = (stand: Stand) => stand.model === model && stand.score * 2 >= score;
  const half = score > 0 ? sinceDay(stands, isCut, isHalf) : undefined;
  const listed = sinceDay(stands, isCut, ({ rank = Infinity }) => rank <= limit);
  return { ...(half && { half }), ...(listed && { listed }) };
};
