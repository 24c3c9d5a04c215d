import type { AccountModelName } from '../../contracts/http/answers.ts';
import type { ModelMove } from '../../contracts/http/registry.ts';
import type { RolloutSummary } from '../../contracts/http/rollouts.ts';

/** Who brought a model to everybody, or took it back: what ended its rollouts, newest first. */
export const movesOf = (name: AccountModelName, rollouts: readonly RolloutSummary[]): ModelMove[] =>
  rollouts
    .filter(({ document }) => document.challenger === name)
    .flatMap(({ rolloutId, acts }) =>
      acts
        .filter(({ act }) => act === 'promoted' || act === 'rolled-back')
        .map((act) => ({ ...act, rolloutId })),
    );
