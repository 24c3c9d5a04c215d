import type { SeenAnswer } from '../../../contracts/incident-window.ts';
import type { Sample } from './variation.ts';

/** Lists are compared as far as people look. */
export const PLACES = 5;
/** So many lists say something of all. */
export const ENOUGH_LISTS = 30;

/** The newest list of each account: nobody speaks for many by asking often. */
const oneEach = (answers: readonly SeenAnswer[]): readonly SeenAnswer[] => [
  ...new Map(answers.map((answer) => [answer.accountId, answer])).values(),
];

/**
 * The same of accounts that have a history. Those without are given everybody's list: however many they are, they are
 * one observation of it, and a place that changes there isn't news about models.
 */
export const personalLists = (answers: readonly SeenAnswer[]): readonly SeenAnswer[] =>
  oneEach(answers).filter(({ hasHistory }) => hasHistory);

/** In how many lists each item is among the first. */
export const listsByItem = (answers: readonly SeenAnswer[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { items } of answers)
    for (const item of items.slice(0, PLACES)) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

/**
 * The places of all lists by item. No item is in a list twice, so chance moves them less than it would as many
 * observations that know nothing of each other: to compare them as such errs on the side of chance.
 */
export const placesOf = (answers: readonly SeenAnswer[]): Sample => {
  const counts = listsByItem(answers);
  return {
    counts,
    size: Math.max(
      1,
      [...counts.values()].reduce((sum, lists) => sum + lists, 0),
    ),
  };
};
