import { useMemo, useState } from 'react';
import { flagChanges } from './flag-changes.ts';
import { faultOf, flagOf, planOf } from './flag-plan.ts';
import { MODEL_FLAG, type Flag, type FlagPlan } from './model-flag.ts';
import { parseFlagText } from './parse-flag-text.ts';
import type { FlagState } from './use-flags.ts';

type Draft = { readonly plan: FlagPlan } | { readonly text: string };

export interface Edit {
  /** The state that the edit began from, and its flag. */
  readonly base: FlagState;
  readonly flag: Flag;
  /** What is edited: a plan, or the JSON of rules that no plan can say. */
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  /** The flag as edited; undefined while it can't be written. */
  readonly edited: Flag | undefined;
  readonly fault: string | undefined;
  /** What the edit does, sentence by sentence; empty while nothing changed. */
  readonly changes: readonly string[];
  /** Somebody else saved since the edit began. */
  readonly isOutdated: boolean;
  readonly drop: () => void;
}

const draftOf = (flag: Flag): Draft => {
  const plan = planOf(flag);
  return plan ? { plan } : { text: JSON.stringify(flag, null, 2) };
};

const written = (draft: Draft, flag: Flag): { readonly flag?: Flag; readonly fault?: string } => {
  if ('text' in draft) return parseFlagText(draft.text);
  const fault = faultOf(draft.plan);
  return fault === undefined ? { flag: flagOf(draft.plan, flag) } : { fault };
};

/** An edit of the model flag: follows the service until something is changed, then holds its base. */
export const useEdit = (state: FlagState): Edit | undefined => {
  const [held, hold] = useState<{ base: FlagState; draft: Draft }>();
  const base = held?.base ?? state;
  const flag = base.flags[MODEL_FLAG];
  return useMemo(() => {
    if (!flag) return undefined;
    const draft = held?.draft ?? draftOf(flag);
    const { flag: edited, fault } = written(draft, flag);
    const changes = held && edited ? flagChanges(flag, edited) : [];
    return {
      base,
      flag,
      draft,
      edited,
      fault,
      changes,
      change: (next) => hold({ base, draft: next }),
      isOutdated: changes.length > 0 && base.digest !== state.digest,
      drop: () => hold(undefined),
    };
  }, [base, flag, held, state.digest]);
};
