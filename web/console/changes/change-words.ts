import type {
  ChangeAct,
  ChangeProposal,
  ChangeRow,
  listChanges,
} from '../../../services/contracts/http/changes.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import type { Person } from '../../../services/contracts/http/ordering.ts';
import { ALL_PARTS } from '../../../services/contracts/rollout.ts';
import { counted, percent } from '../../look/format.ts';

const KINDS: Readonly<Record<ChangeRow['kind'], string>> = {
  policy: 'Another policy',
  flags: 'Other flags',
  behaviours: 'Other statements',
  quarantine: 'Quarantine',
  reinstatement: 'Reinstatement',
  rollout: 'A rollout',
  promotion: 'A promotion',
};

/** A change in a few words: `Quarantine of 12 accounts`. */
export const changeTitle = ({ kind, differences }: Pick<ChangeRow, 'kind' | 'differences'>): string => {
  if (kind === 'rollout' || kind === 'promotion') return KINDS[kind];
  return kind === 'quarantine' || kind === 'reinstatement'
    ? `${KINDS[kind]} of ${counted(differences, 'account')}`
    : `${KINDS[kind]}, ${counted(differences, 'difference')}`;
};

interface StateWords {
  readonly text: string;
  readonly colour: 'relish' | 'mustard' | 'tomato' | 'gray';
}

const STATES: Readonly<Record<ChangeRow['state'], StateWords>> = {
  waiting: { text: 'waiting', colour: 'mustard' },
  approved: { text: 'approved, not applied', colour: 'mustard' },
  applied: { text: 'applied', colour: 'relish' },
  rejected: { text: 'turned down', colour: 'tomato' },
  withdrawn: { text: 'taken back', colour: 'gray' },
};

const isVoided = ({ acts }: Pick<ChangeRow, 'acts'>): boolean =>
  acts.findLast(({ act }) => act === 'approved')?.isVoid === true;

/** How it stands, in a word or two and a colour. */
export const stateWords = (change: Pick<ChangeRow, 'state' | 'isOutdated' | 'acts'>): StateWords => {
  if (change.isOutdated) return { text: 'something else is in force by now', colour: 'tomato' };
  if (change.state === 'waiting' && isVoided(change))
    return { text: 'waiting, approval void', colour: 'mustard' };
  return STATES[change.state];
};

const ACTS: Readonly<Record<ChangeAct['act'], string>> = {
  requested: 'asked for it',
  edited: 'wrote it anew',
  approved: 'approved it',
  rejected: 'turned it down',
  withdrawn: 'took it back',
  applied: 'applied it',
};

/** Who did what: `alice approved it; void, it was edited since`. */
export const actText = ({ act, author, isVoid }: Pick<ChangeAct, 'act' | 'author' | 'isVoid'>): string =>
  `${author.id} ${ACTS[act]}${isVoid ? '; void, it was edited since' : ''}`;

export type Decision = 'approve' | 'apply' | 'reject' | 'withdraw' | 'edit';

/** What somebody can do about a change; the service has the last word. */
export const decisionsFor = (
  { state, author, isOutdated }: Pick<ChangeRow, 'state' | 'author' | 'isOutdated'>,
  person: Pick<Person, 'accountId' | 'role'> | undefined,
): readonly Decision[] => {
  if (person?.role !== 'admin' || (state !== 'waiting' && state !== 'approved')) return [];
  const forth: readonly Decision[] = state === 'approved' && !isOutdated ? ['apply'] : [];
  if (author.id === person.accountId) return [...forth, 'edit', 'withdraw'];
  return isOutdated ? ['reject'] : [...(state === 'approved' ? forth : (['approve'] as const)), 'reject'];
};

type Approvals = ReplyOf<typeof listChanges>['approvals'];

/** What takes two people, in words. */
export const approvalsText = (approvals: Approvals): string => {
  if (!approvals) return 'One person is enough for everything here: no policy asks for two.';
  const { quarantineOver, flagOver, policies, people } = approvals;
  const policy =
    policies === 'two'
      ? 'A policy and what must always hold take two people'
      : 'What takes two people is changed by two';
  const who = people.length === 0 ? 'Any two admins' : `Two of ${people.join(', ')}`;
  return (
    `${policy}; so do more than ${counted(quarantineOver, 'account')} quarantined or reinstated within 24 hours, ` +
    `and flags that give another variant than the default to over ${percent(flagOver / ALL_PARTS)} more` +
    `${flagOver < ALL_PARTS ? ', rollouts and promotions' : ''}. ${who}.`
  );
};

/** To begin with: a draft of the policy in force that asks for two people. */
export const ASK_FOR_TWO = `/policies?draft=${encodeURIComponent(
  JSON.stringify({ approvals: { quarantineOver: 10, flagOver: 2_500, policies: 'two', people: [] } }),
)}`;

/** As whoever edits it sees it. */
export const documentText = ({ document }: ChangeProposal): string => JSON.stringify(document, null, 2);
