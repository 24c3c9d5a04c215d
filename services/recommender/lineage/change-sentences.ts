import type { ActRun, Blame, BlameFacts, Change, Stand } from '../../contracts/http/blame.ts';
import { amount, counted, instant, labelOf, placeNoun } from './blame-words.ts';

const ACTS: Readonly<Record<string, string>> = {
  'account.quarantined': 'quarantined',
  'account.reinstated': 'reinstated',
  'account.labelled': 'labelled',
  'policy.activated': 'activated another policy',
  'flag.changed': 'changed the flags',
  'incident.opened': 'held publication',
  'incident.closed': 'let publication go on',
  'model.trained': 'trained the model anew',
};
const ENDINGS: Readonly<Record<string, string>> = {
  'order.placed': 'was placed',
  'order.fulfilled': 'was picked up',
  'order.cancelled': 'was cancelled',
  'order.expired': 'was never picked up',
  'order.refunded': 'was refunded',
  'item.listed': 'was listed',
  'item.soldout': 'was sold out',
  'item.restocked': 'was there again',
};

/** What may do more than begin a day. */
const TAKEN = new Set(['order.fulfilled', 'order.refunded']);

const namesOf = (items: readonly Blame['item'][]): string => items.map(labelOf).join(', ');

const whoOf = ({ accountId, standing }: Change): string =>
  accountId === undefined ? 'an account' : `${accountId}${standing === undefined ? '' : ` (${standing})`}`;

const orderOf = (change: Change): string =>
  `an order of ${whoOf(change)} ${ENDINGS[change.type] ?? change.type}`;

/** What happened, as a clause. */
const causeOf = (change: Change): string => {
  const { kind, type, author, reason, item, established, after } = change;
  if (kind === 'act') {
    const about = type.startsWith('account.') ? ` ${change.accountId ?? 'an account'}` : '';
    return `${author?.id ?? 'somebody'} ${ACTS[type] ?? type}${about}: “${reason ?? ''}”`;
  }
  if (kind === 'day') {
    const risen = established.after - established.before;
    const rose = risen > 0 ? `, and ${counted(risen, 'account')} rose to established` : '';
    const first = TAKEN.has(type) ? `, and ${orderOf(change)}` : '';
    return `a day began (${after.day ?? ''}): older votes faded${rose}${first}`;
  }
  if (kind === 'stock') return `${item ? labelOf(item) : 'an item'} ${ENDINGS[type] ?? type}`;
  return orderOf(change);
};

const fromTo = (before: Stand, after: Stand): string => {
  if (after.rank === undefined && before.absence === 'unknown') return 'It was first heard of';
  if (after.rank === undefined)
    return before.rank === undefined ? 'It stayed without a place, now for this,' : 'It lost its place';
  const from = before.rank === undefined ? 'none' : placeNoun(before.rank);
  return `It came to ${placeNoun(after.rank)}, from ${from},`;
};

/** What gave it its place. */
export const moveSentence = ({ lastMove: move, history }: BlameFacts): readonly string[] => {
  if (!move)
    return [
      history.isCut
        ? 'What moved it there is from before what can be looked at.'
        : 'Nothing on the log has moved it.',
    ];
  const passed = move.passed.length > 0 ? ` It went past ${namesOf(move.passed)}.` : '';
  const passedBy = move.passedBy.length > 0 ? ` ${namesOf(move.passedBy)} went past it.` : '';
  return [
    `${fromTo(move.before, move.after)} at position ${move.position} (${instant(move.time)}), when ${causeOf(move)}.${passed}${passedBy}`,
  ];
};

/** What gave it its score, where that is something else. */
export const changeSentence = ({ lastMove, lastChange: change }: BlameFacts): readonly string[] => {
  if (!change || change.position === lastMove?.position) return [];
  const { before, after, position, time } = change;
  const word = after.score >= before.score ? 'rose' : 'fell';
  return [
    `Its score last ${word}, from ${amount(before.score)} to ${amount(after.score)}, at position ${position} (${instant(time)}), when ${causeOf(change)}.`,
  ];
};

/** Did the acts change anything for the item? */
const hasEffect = ({ before, after }: ActRun): boolean =>
  before.score !== after.score || before.rank !== after.rank || before.absence !== after.absence;

/** What people did about it last. */
export const actSentence = ({ acts }: BlameFacts): readonly string[] => {
  const act = acts.findLast(hasEffect);
  if (acts.length === 0) return [];
  if (!act) return [`Nothing that people did lately (${counted(acts.length, 'act')} looked at) moved it.`];
  const { author, type, count, reason, time, before, after } = act;
  const what = type.startsWith('account.')
    ? `${ACTS[type] ?? type} ${counted(count, 'account')}`
    : (ACTS[type] ?? type);
  const moved =
    before.rank === after.rank ? '' : `, its place from ${before.rank ?? 'none'} to ${after.rank ?? 'none'}`;
  return [
    `Of what people did, this moved it last: ${author.id} ${what} on ${instant(time)}, “${reason}”. Its score went from ${amount(before.score)} to ${amount(after.score)}${moved}.`,
  ];
};
