import type { Approvals, Policy } from '../../contracts/policy.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { ActContent } from '../replay/acts.ts';
import { EVERYBODY, flagGain } from './flag-gain.ts';
import type { SoloActs } from './solo-acts.ts';

interface Ground {
  readonly policy: Policy;
  readonly soloActs: SoloActs;
}

/** What two people may be needed for. */
const GUARDED = [
  'policy.activated',
  'flag.changed',
  'behaviours.changed',
  'account.quarantined',
  'account.reinstated',
] as const;
type GuardedContent = Extract<ActContent, { type: (typeof GUARDED)[number] }>;

export const isGuarded = (content: ActContent): content is GuardedContent =>
  GUARDED.some((type) => type === content.type);

const approvalNeeded = (why: string): AppError =>
  new AppError(
    403,
    'approval-needed',
    `${why} Ask for it (console, Changes; \`POST /v1/changes\`): somebody else approves it, and it is done.`,
  );

const checkPolicy = (approvals: Approvals, after: Policy): void => {
  if (canonicalJson(approvals) !== canonicalJson(after.approvals ?? null))
    throw approvalNeeded('What takes two people is changed by two people.');
  if (approvals.policies === 'two') throw approvalNeeded('A policy takes two people.');
};

const asPercent = (parts: number): string => `${parts / 100}%`;

/** Whether it takes two people to give a variant to everybody, which a rollout ends with. */
export const takesTwoForEverybody = ({ approvals }: Pick<Policy, 'approvals'>): boolean =>
  approvals !== undefined && approvals.flagOver < EVERYBODY;

/** Whether one person may begin a rollout, or promote. @throws AppError 403 `approval-needed` with the way out */
export const checkRolloutAlone = (policy: Pick<Policy, 'approvals'>): void => {
  const { flagOver = EVERYBODY } = policy.approvals ?? {};
  if (takesTwoForEverybody(policy))
    throw approvalNeeded(
      `A rollout ends with everybody; one person may give a variant to ${asPercent(flagOver)} of the accounts.`,
    );
};

/** Whether one person may quarantine or reinstate these. @throws AppError 403 `approval-needed` with the way out */
export const checkAccountsAlone = (
  { policy: { approvals }, soloActs }: Ground,
  accountIds: readonly string[],
  now: number,
): void => {
  if (!approvals || soloActs.accountsWith(accountIds, now) <= approvals.quarantineOver) return;
  throw approvalNeeded(
    `Within 24 hours one person's word is enough for ${approvals.quarantineOver} accounts, quarantined or reinstated, and no more.`,
  );
};

/**
 * Whether one person's word is enough for an act as things are.
 * @param now milliseconds since 1970
 * @throws AppError 403 `approval-needed` with the way out
 */
export const checkAlone = ({ policy, soloActs }: Ground, content: GuardedContent, now: number): void => {
  const { approvals } = policy;
  if (!approvals) return;
  const { flagOver } = approvals;
  switch (content.type) {
    case 'policy.activated':
      checkPolicy(approvals, content.data.policy);
      break;
    case 'flag.changed': {
      const gain = flagGain(soloActs.agreedFlags, content.data.flags);
      if (gain > flagOver)
        throw approvalNeeded(
          `Against the flags that two people agreed on, up to ${asPercent(gain)} more of the accounts would get another variant; one person may give it ${asPercent(flagOver)}.`,
        );
      break;
    }
    case 'behaviours.changed':
      if (approvals.policies === 'two') throw approvalNeeded('What must always hold takes two people.');
      break;
    case 'account.quarantined':
    case 'account.reinstated':
      checkAccountsAlone({ policy, soloActs }, [content.data.accountId], now);
      break;
  }
};
