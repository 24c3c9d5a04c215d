import {
  type Blame,
  type BlameRun,
  PLACE_NAMES,
  type Stand,
} from '../../../services/contracts/http/blame.ts';
import { votes } from '../../look/format.ts';
import { shortItemLabel } from '../items/item-label.ts';

const listWords = (question: Blame['question']): string => {
  if (question.kind === 'popular') return 'in the popular list';
  return question.kind === 'related' ? `beside ${question.itemId}` : `for ${question.accountId}`;
};

/** The question that a blame answers: `Why is #8 third for e-01?` */
export const questionWords = ({ item, stand: { rank }, inList, question }: Blame): string => {
  const place = rank === undefined ? '' : (PLACE_NAMES[rank - 1] ?? `at place ${rank}`);
  return inList
    ? `Why is ${shortItemLabel(item)} ${place} ${listWords(question)}?`
    : `Why isn’t ${shortItemLabel(item)} ${question.kind === 'popular' ? '' : 'in the list '}${listWords(question)}?`;
};

const ABSENCES: Readonly<Record<NonNullable<Stand['absence']>, string>> = {
  unknown: 'unknown',
  'sold-out': 'sold out',
  had: 'had before',
  itself: 'asked about',
  'no-votes': 'no votes',
};

/** `3`, or why there is no place. */
export const placeText = ({ rank, absence }: Stand): string =>
  rank === undefined ? (absence ? ABSENCES[absence] : 'none') : String(rank);

const TYPES: Readonly<Record<string, string>> = {
  'order.placed': 'order placed',
  'order.fulfilled': 'order picked up',
  'order.cancelled': 'order cancelled',
  'order.expired': 'order never picked up',
  'order.refunded': 'order refunded',
  'item.listed': 'item listed',
  'item.soldout': 'item sold out',
  'item.restocked': 'item restocked',
  'account.quarantined': 'quarantined',
  'account.reinstated': 'reinstated',
  'account.labelled': 'labelled',
  'policy.activated': 'policy activated',
  'flag.changed': 'flags changed',
  'incident.opened': 'publication held',
  'incident.closed': 'publication went on',
  'model.trained': 'model trained',
};

/** What happened, shortly: `8 accounts quarantined`. */
export const eventWords = (type: string, many = 1): string => {
  const words = TYPES[type] ?? type;
  if (many === 1) return words;
  return type.startsWith('account.') ? `${many} accounts ${words}` : `${words} (${many} times)`;
};

/** `12.3 → 13.1 votes`, or the one where nothing changed. */
export const scoreStep = (before: Stand, after: Stand): string =>
  before.score === after.score
    ? `${votes(after.score)}, as before`
    : `${votes(before.score).replace(/ votes?$/, '')} → ${votes(after.score)}`;

/** `4 → 3`, or the one where nothing changed. */
export const placeStep = (before: Stand, after: Stand): string =>
  placeText(before) === placeText(after)
    ? `${placeText(after)}, as before`
    : `${placeText(before)} → ${placeText(after)}`;

const STAGES: Readonly<Record<BlameRun['stage'], string>> = {
  waiting: 'Waiting for others who asked before',
  reading: 'Reading the log',
  looking: 'Looking back',
};
export const stageWords = ({ stage }: BlameRun): string => STAGES[stage];
