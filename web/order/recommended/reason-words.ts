import type { Answer, AnswerItem } from '../../../services/contracts/http/answers.ts';
import { counted } from '../../look/format.ts';

type Reasoned = Pick<AnswerItem, 'parts' | 'supporters'>;

/**
 * In millionths of a vote: what two days are worth at least in the default policy, where three days make a
 * full vote and one's own is worth ten. Under a policy that gives it less weight the words are only more careful.
 */
const OFTEN = 6_000_000;

const ownWords = ({ parts }: Reasoned): string | undefined => {
  if (parts.own <= 0) return undefined;
  return parts.own >= OFTEN ? 'You’ve had it often' : 'You’ve had it before';
};

const othersWords = ({ supporters }: Reasoned, basis: Answer['basis']): string | undefined => {
  if (basis === 'naive') return 'Ordered a lot, picked up or not';
  if (supporters === 0) return undefined;
  if (basis !== 'peers')
    return `Popular here: ${counted(supporters, 'colleague likes', 'colleagues like')} it`;
  return supporters === 1
    ? 'A colleague who eats like you likes it'
    : `${counted(supporters, 'colleague')} who eat like you like it`;
};

/** Models that are made from what went together, not from votes that could be counted here. */
const APART: readonly Answer['basis'][] = ['cooccurrence', 'ease', 'remote'];

/** Why an item is in the list, in plain words. */
export const reasonWords = (item: Reasoned, basis: Answer['basis']): string => {
  if (APART.includes(basis)) return 'Goes with what you’ve had';
  const reasons = [ownWords(item), othersWords(item, basis)].filter((words) => words !== undefined);
  return reasons.length > 0 ? reasons.join('. ') : 'New here: nobody has said much about it yet';
};
