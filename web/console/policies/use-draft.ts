import { useMemo, useState } from 'react';
import type { Policy } from '../../../services/contracts/policy.ts';
import { useAddress } from '../frame/use-address.ts';
import { policyChanges, type PolicyChange } from './policy-changes.ts';
import { draftOf, draftOfLink, draftOfText, judge, type Draft, type Judged } from './policy-draft.ts';

export interface PolicyEdit extends Judged {
  readonly draft: Draft;
  /** Against the policy in force; none while something is wrong. */
  readonly changes: readonly PolicyChange[];
  readonly isChanged: boolean;
  readonly changeValue: (value: unknown) => void;
  readonly changeText: (text: string) => void;
  readonly drop: () => void;
}

/** An edit of a policy: follows the one in force until something is changed, here or in the link that led here. */
export const useDraft = (active: Policy): PolicyEdit => {
  const { params } = useAddress();
  const [held, hold] = useState(() => draftOfLink(active, params.get('draft')));
  return useMemo(() => {
    const draft = held ?? draftOf(active);
    const judged = judge(draft);
    const changes = judged.policy ? policyChanges(active, judged.policy) : [];
    return {
      ...judged,
      draft,
      changes,
      isChanged: judged.policy ? changes.length > 0 : held !== undefined,
      changeValue: (value) => hold(draftOf(value)),
      changeText: (text) => hold(draftOfText(text)),
      drop: () => hold(undefined),
    };
  }, [held, active]);
};
