import {
  labelAccount,
  quarantineAccounts,
  reinstateAccounts,
  type Standing,
} from '../../../services/contracts/http/accounts.ts';
import type { ChangeProposal } from '../../../services/contracts/http/changes.ts';
import type { BodyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { counted } from '../../look/format.ts';
import { undoReason } from '../frame/undo-reason.ts';

export type Label = BodyOf<typeof labelAccount>['label'];

export type ModerationAct =
  | { readonly act: 'quarantine' }
  | { readonly act: 'reinstate' }
  | { readonly act: 'label'; readonly label: Label };

/**
 * Does it: to all at once or to none, but for labels, of which each is an act of its own.
 * @returns whom it changed
 * @throws ProblemError
 */
export const moderate = async (
  accountIds: readonly string[],
  act: ModerationAct,
  reason: string,
): Promise<readonly string[]> => {
  if (act.act === 'label') {
    const body = { label: act.label, reason };
    for (const accountId of accountIds) await callRoute(labelAccount, { params: { accountId }, body });
    return accountIds;
  }
  const route = act.act === 'quarantine' ? quarantineAccounts : reinstateAccounts;
  const { accounts } = await callRoute(route, { body: { accounts: [...accountIds], reason } });
  return accounts;
};

/** How many of these one act is about. */
export const inOneAct = (act: ModerationAct, accountIds: readonly string[]): readonly string[] =>
  act.act === 'label' ? accountIds.slice(0, 1) : accountIds;

const oppositeAct = (act: ModerationAct): ModerationAct | undefined => {
  switch (act.act) {
    case 'quarantine':
      return { act: 'reinstate' };
    case 'reinstate':
      return { act: 'quarantine' };
    case 'label':
      return act.label === 'honest' ? { act: 'label', label: 'unclear' } : undefined;
  }
};

/** The act that takes an act back, with its reason; a label without effect is only replaced by another. */
export const opposite = (
  act: ModerationAct,
  reason: string,
): { readonly act: ModerationAct; readonly reason: string } | undefined => {
  const back = oppositeAct(act);
  return back && { act: back, reason: undoReason(reason) };
};

/** What can be done to an account's votes where it stands. */
export const actFor = (standing: Standing): ModerationAct => ({
  act: standing === 'quarantined' ? 'reinstate' : 'quarantine',
});

/** What a dialog says about an act, before and after it. */
export const actWords = (act: ModerationAct, accountId: string) => {
  switch (act.act) {
    case 'quarantine':
      return {
        button: 'Quarantine',
        title: `Quarantine ${accountId}?`,
        consequence: 'All its votes are taken out, as if never cast, from the next answer on.',
        done: `${accountId} is quarantined: its votes are out.`,
      };
    case 'reinstate':
      return {
        button: 'Reinstate',
        title: `Reinstate ${accountId}?`,
        consequence: 'All its votes come back exactly as they were, from the next answer on.',
        done: `${accountId} is reinstated: its votes are back.`,
      };
    case 'label':
      return {
        button: 'Label',
        title: `Label ${accountId} as ${act.label}?`,
        consequence:
          act.label === 'honest'
            ? 'It is never demoted for moving together with others: its votes count in full, from the next answer on.'
            : 'The label tells other people what you found out. It changes no vote.',
        done: `${accountId} is labelled ${act.label}.`,
      };
  }
};

/** What a dialog says about an act on votes of many accounts, before and after it. */
export const manyWords = (act: 'quarantine' | 'reinstate', accounts: number) => {
  const all = counted(accounts, 'account');
  return act === 'quarantine'
    ? {
        button: `Quarantine ${all}`,
        consequence: 'All their votes are taken out, as if never cast, from the next answer on.',
        done: `${all} quarantined: their votes are out.`,
      }
    : {
        button: `Reinstate ${all}`,
        consequence: 'All their votes come back exactly as they were, from the next answer on.',
        done: `${all} reinstated: their votes are back.`,
      };
};

/** What was done to whom. */
export const doneText = (act: ModerationAct, accountIds: readonly string[]): string =>
  act.act === 'label' || accountIds.length === 1
    ? actWords(act, accountIds.join(', ')).done
    : manyWords(act.act, accountIds.length).done;

/** What to ask for where one person isn't enough; a label never takes two. */
export const changeFor = (
  { act }: ModerationAct,
  accounts: readonly string[],
): { readonly proposal: ChangeProposal } | undefined =>
  act === 'label'
    ? undefined
    : {
        proposal: {
          kind: act === 'quarantine' ? 'quarantine' : 'reinstatement',
          document: { accounts: [...accounts] },
        },
      };
