import type { ActRun, Blame, BlameFacts, Change, Stand } from '../../contracts/http/blame.ts';
import { amount, counted, instant, labelOf, placeName, votes } from './blame-words.ts';
import { actSentence, changeSentence, moveSentence } from './change-sentences.ts';
import { becauseSentence, trainingSentence, votersClause } from './learnt-sentences.ts';

const audienceOf = ({ question }: BlameFacts): string => {
  if (question.kind === 'popular') return 'in the popular list';
  return question.kind === 'related' ? `beside ${question.itemId}` : `for ${question.accountId}`;
};

const establishedIn = ({ backers }: BlameFacts): number =>
  backers.standings
    .filter(({ standing }) => standing === 'established' || standing === 'probation')
    .reduce((sum, { accounts }) => sum + accounts, 0);

const sharesOf = (facts: BlameFacts): string => {
  const { parts, uncapped } = facts.stand;
  const cut =
    uncapped > parts.newcomers ? ` (they gave ${amount(uncapped)}: together they count no more)` : '';
  return [
    ...(parts.own > 0 ? [`${amount(parts.own)} for what it has had itself`] : []),
    ...(parts.established > 0
      ? [`${amount(parts.established)} from ${counted(establishedIn(facts), 'established account')}`]
      : []),
    ...(parts.newcomers > 0 || cut ? [`${amount(parts.newcomers)} from newcomers${cut}`] : []),
  ].join(', ');
};

const ABSENCES: Readonly<Record<NonNullable<Stand['absence']>, string>> = {
  unknown: 'nobody had heard of it',
  'sold-out': 'it is sold out',
  had: 'only new items were asked for, and the account has had it',
  itself: 'it is the item that the list is about',
  'no-votes': 'nobody’s vote counts for it there',
};

const absenceOf = ({ learnt, model }: BlameFacts, absence: NonNullable<Stand['absence']>): string =>
  learnt && absence === 'no-votes' ? `${model.name} gives it no place, as far as it goes` : ABSENCES[absence];

const standSentence = (facts: BlameFacts): string => {
  const { stand, item, basis, missing, question } = facts;
  const label = labelOf(item);
  if (stand.absence !== undefined)
    return `${label} is not in the list ${audienceOf(facts)}: ${absenceOf(facts, stand.absence)}.`;
  const place = `${label} is ${placeName(stand.rank ?? 0)} ${audienceOf(facts)}`;
  if (basis === 'naive')
    return `${place}, by ${amount(stand.score)} pieces ordered: raw counts, cancelled orders too, that anybody can move.`;
  const because = facts.learnt
    ? `${place} because ${votersClause(facts, facts.learnt)}.`
    : `${place} because it has ${votes(stand.score)}: ${sharesOf(facts)}.`;
  return facts.inList
    ? because
    : `${because} It lacks ${votes(missing)} to the last of ${counted(question.limit, 'place')}.`;
};

const rivalSentence = ({ stand, above, below }: BlameFacts): readonly string[] => {
  const gaps = [
    ...(above ? [`${amount(above.score - stand.score)} behind ${labelOf(above)}`] : []),
    ...(below ? [`${amount(stand.score - below.score)} ahead of ${labelOf(below)}`] : []),
  ];
  return gaps.length === 0 ? [] : [`It is ${gaps.join(' and ')}.`];
};

const sinceSentence = ({ since: { half, listed } }: BlameFacts): readonly string[] => {
  const from = ({ day, orEarlier }: NonNullable<typeof half>) => `${day}${orEarlier ? ' or earlier' : ''}`;
  const said = [
    ...(half ? [`had at least half of this score since ${from(half)}`] : []),
    ...(listed ? [`been in the list since ${from(listed)}`] : []),
  ];
  return said.length === 0 ? [] : [`It has ${said.join(' and ')}.`];
};

const backersSentence = (facts: BlameFacts): readonly string[] => {
  const established = establishedIn(facts);
  return established < 2
    ? []
    : [`${facts.backers.half} of its ${established} established accounts carry half of what they give.`];
};

const SERVED: Readonly<Record<BlameFacts['servedBy'], string>> = {
  preferred: '',
  baseline: 'The model of the flag had no answer in time, so the baseline stood in for it.',
  challenger: 'The model of the flag had no answer in time, so a challenger stood in for it.',
  'safety-net': 'No other model had an answer in time, so the safety net answered.',
  default: 'No model had an answer in time, so the list that is the same for everybody went out.',
};

const forceSentence = ({ model, policy: { digest, activated }, variant }: BlameFacts): string => {
  const by = activated
    ? `which ${activated.author.id} activated on ${instant(activated.time)} (“${activated.reason}”)`
    : 'which is in force from the start';
  const flag = variant === undefined ? '' : ` (variant ${variant})`;
  return `Model ${model.name} ${model.version}${flag} answered, under policy ${digest.slice(0, 'sha256:'.length + 12)}, ${by}.`;
};

const sentencesOf = (facts: BlameFacts): string[] => [
  standSentence(facts),
  ...becauseSentence(facts),
  ...rivalSentence(facts),
  ...moveSentence(facts),
  ...changeSentence(facts),
  ...actSentence(facts),
  ...sinceSentence(facts),
  ...backersSentence(facts),
  ...(facts.servedBy === 'preferred' ? [] : [SERVED[facts.servedBy]]),
  forceSentence(facts),
  ...trainingSentence(facts),
];

const nameless = ({ accountId: _id, standing: _standing, orderId: _order, ...change }: Change): Change =>
  change;
const namelessRun = ({ accounts: _accounts, ...run }: ActRun): ActRun => run;

/** Without the accounts, but the one that asked: who knows of the list knows that one. */
const withoutAccounts = ({ lastMove, lastChange, acts, ...facts }: BlameFacts): BlameFacts => {
  const { question } = facts;
  const told = (change: Change): Change =>
    question.kind === 'recommendations' && change.accountId === question.accountId
      ? change
      : nameless(change);
  return {
    ...facts,
    ...(lastMove && { lastMove: told(lastMove) }),
    ...(lastChange && { lastChange: told(lastChange) }),
    acts: acts.map(namelessRun),
  };
};

/** A blame with its words. @param mayReadAccounts whoever may not is told of no account but the one that asked */
export const tellBlame = (facts: BlameFacts, mayReadAccounts: boolean): Blame => {
  const told = mayReadAccounts ? facts : withoutAccounts(facts);
  return { ...told, sentences: sentencesOf(told) };
};
