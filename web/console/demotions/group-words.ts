import type { DemotionGroup, GroupMember } from '../../../services/contracts/http/demotions.ts';
import { count, counted, days } from '../../look/format.ts';
import { manyWords, type ModerationAct } from '../accounts/moderation-act.ts';
import type { RunState } from './decision-run.ts';

const minutesWords = (minutes: number): string =>
  minutes === 1 ? 'in the same minute' : `in the same ${count(minutes)} minutes`;

/** The group's evidence in one sentence: `27 accounts ordered the same 40 things in the same 2 minutes.` */
export const groupTitle = ({ accounts, same }: Pick<DemotionGroup, 'accounts' | 'same'>): string =>
  same === undefined
    ? `${counted(accounts, 'account')} move together, but most of them share no single order.`
    : `${counted(accounts, 'account')} ordered the same ${same.things === 1 ? 'thing' : `${count(same.things)} things`} ${minutesWords(same.minutes)}.`;

/** Since when, how often, and how far it holds. */
export const groupText = ({ accounts, same }: Pick<DemotionGroup, 'accounts' | 'same'>): string => {
  if (same === undefined) return 'Look at who ordered what when before you decide.';
  const { days: on, since, until, leastAccounts, compared, things } = same;
  const when = since === until ? `On ${since}.` : `On ${days(on)} from ${since} to ${until}.`;
  const each = things === 1 ? 'it' : 'each of them';
  const least =
    leastAccounts < compared
      ? ` At least ${count(leastAccounts)} of ${count(compared)} took ${each} home.`
      : ` Everybody took ${each} home.`;
  return compared < accounts ? `${when} The ${count(compared)} oldest were compared.${least}` : when + least;
};

export const stateWords: Readonly<Record<GroupMember['state'], string>> = {
  waiting: 'waiting',
  demoted: 'demoted',
  oldest: 'left alone',
  cleared: 'cleared',
};

/** What a decision about a group is called, and what follows from it. */
export const decisionWords = ({ act }: ModerationAct, accounts: number) =>
  act === 'quarantine'
    ? { title: 'Quarantine this group?', ...manyWords(act, accounts) }
    : {
        title: 'Clear this group?',
        button: `Clear ${counted(accounts, 'account')}`,
        consequence:
          'Each is labelled honest: it is never demoted for moving together with others, and its votes count in full.',
      };

const verbs = {
  quarantine: { doing: 'Quarantining', done: 'Quarantined' },
  reinstate: { doing: 'Reinstating', done: 'Reinstated' },
  label: { doing: 'Clearing', done: 'Cleared' },
  unlabel: { doing: 'Taking the label back from', done: 'Took the label back from' },
} as const;

/** How far a decision has come: `Quarantined 12 of 27 accounts, 1 left out, then stopped.` */
export const runWords = ({
  decision,
  isUndo,
  phase,
  done,
  leftOut,
}: Pick<RunState, 'decision' | 'isUndo' | 'phase' | 'done' | 'leftOut'>): string => {
  const verb = verbs[isUndo && decision.act.act === 'label' ? 'unlabel' : decision.act.act];
  const all = counted(decision.accountIds.length, 'account');
  const name = phase === 'running' ? verb.doing : verb.done;
  const out = leftOut.length === 0 ? '' : `, ${count(leftOut.length)} left out`;
  const end = { running: '…', stopped: ', then stopped.', failed: ', then it failed.', done: '.' }[phase];
  return `${isUndo ? 'Undo: ' : ''}${name} ${count(done.length)} of ${all}${out}${end}`;
};
