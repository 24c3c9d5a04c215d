import type { BlameFacts, Learnt } from '../../contracts/http/blame.ts';
import { amount, counted, instant, labelOf, placeNoun } from './blame-words.ts';

const ONE = 1_000_000;
const TOLD = 3;

/** Whose say the score is, of a model that was trained: `31 of the 40 groups of accounts … vote for it`. */
export const votersClause = ({ stand: { score }, model: { name } }: BlameFacts, learnt: Learnt): string => {
  const from = `that ${name} learnt from, ${counted(learnt.training.accounts, 'established account')} in all`;
  return learnt.groups === undefined
    ? `${name} gives it ${amount(score)}, by what accounts took ${from}`
    : `${Math.floor(score / ONE)} of ${counted(learnt.groups, 'group')} of accounts vote for it ${from}`;
};

const placeOf = ({ rank }: Learnt['unasked']): string => (rank === undefined ? 'no place' : placeNoun(rank));

const reasonOf = ({ days, without, ...item }: Learnt['because'][number]): string =>
  `${labelOf(item)} on ${counted(days, 'day')} (without it: ${placeOf(without)}, ${amount(without.score)})`;

/** What of the account's history speaks for the item. */
export const becauseSentence = ({ learnt, question, stand }: BlameFacts): readonly string[] => {
  if (!learnt || question.kind !== 'recommendations') return [];
  const { because, unasked, taken, leftOut } = learnt;
  const { accountId } = question;
  const anybody = `An account without any history would see it at ${placeOf(unasked)}.`;
  if (taken === 0) return [`${accountId} has had nothing yet, so it is what anybody would see.`];
  if (stand.absence !== undefined && because.length === 0) return [];
  const looked = leftOut < taken ? ` (${leftOut} of ${taken} items that it has had were looked at)` : '';
  if (because.length === 0)
    return [`No single thing that ${accountId} has had speaks for it${looked}. ${anybody}`];
  const told = because.slice(0, TOLD).map(reasonOf).join('; ');
  return [`What speaks for it is what ${accountId} has had: ${told}${looked}. ${anybody}`];
};

/** How what answered came to be. */
export const trainingSentence = ({ learnt, model }: BlameFacts): readonly string[] => {
  if (!learnt) return [];
  const { time, author, reason, day, accounts, items, asOf } = learnt.training;
  return [
    `${author.id} trained ${model.name} on ${instant(time)} (“${reason}”) from ${counted(accounts, 'account')} and ${counted(items, 'item')}, as of ${day}, position ${asOf}.`,
  ];
};
