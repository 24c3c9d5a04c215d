import type { ChangeProposal } from '../../contracts/http/changes.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { ChangeKind } from './change-kind.ts';
import { accountsChange } from './kinds/accounts-change.ts';
import { behavioursChange } from './kinds/behaviours-change.ts';
import { flagsChange } from './kinds/flags-change.ts';
import { policyChange } from './kinds/policy-change.ts';
import { promotionChange } from './kinds/promotion-change.ts';
import { rolloutChange } from './kinds/rollout-change.ts';

/** What is proposed, by its kind: a new one is a file in kinds/, a line here and one in the contract. */
export const proposedChange = (proposal: ChangeProposal): ChangeKind => {
  switch (proposal.kind) {
    case 'policy':
      return policyChange(proposal.document);
    case 'flags':
      return flagsChange(proposal.document);
    case 'behaviours':
      return behavioursChange(proposal.document);
    case 'quarantine':
      return accountsChange('account.quarantined', proposal.document.accounts);
    case 'reinstatement':
      return accountsChange('account.reinstated', proposal.document.accounts);
    case 'rollout':
      return rolloutChange(proposal.document);
    case 'promotion':
      return promotionChange(proposal.document.rolloutId);
  }
};

/** Names exactly what is approved: the document, its kind, and what it was written against. */
export const changeDigest = (proposal: ChangeProposal, base: string): string => digestOf({ proposal, base });
