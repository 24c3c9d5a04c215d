import type { FlagDefinition } from '../../contracts/http/flags.ts';
import type { RolloutActName, RolloutChange, RolloutDocument, RolloutEvidence } from '../../contracts/rollout.ts';
import type { Author } from '../../contracts/primitives.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import { withArms, withoutArms, withPromoted } from './arms.ts';
import type { Run } from './judge.ts';

type Flag = FlagDefinition[string];

/** The flags in force, and their digest. */
export interface FlagsNow {
  readonly definition: FlagDefinition;
  readonly digest: string;
}

interface Word {
  readonly reason: string;
  readonly author: Author;
}

/** What goes on the log together: the act, the flags where it moves accounts, the model where it is decided. */
export type RolloutEvents = readonly (
  | { readonly type: 'rollout.changed'; readonly data: RolloutChange }
  | { readonly type: 'flag.changed'; readonly data: Word & { flags: FlagDefinition; expected: string } }
  | {
      readonly type: 'model.promoted' | 'model.rolledback';
      readonly data: Word & Pick<RolloutDocument, 'rolloutId'> & { model: RolloutDocument['challenger'] };
    }
)[];

const REASON_LENGTH = 500;
/** As the log takes it. */
export const cutReason = (text: string): string =>
  text.length > REASON_LENGTH ? `${text.slice(0, REASON_LENGTH - 1)}…` : text;

const flagEvents = (flags: FlagsNow, flag: Flag | undefined, word: Word): RolloutEvents => {
  if (!flag) return [];
  const definition = { ...flags.definition, [MODEL_FLAG]: flag };
  return [{ type: 'flag.changed', data: { flags: definition, expected: flags.digest, ...word } }];
};

const modelEvents = (
  act: RolloutActName,
  { challenger, rolloutId }: RolloutDocument,
  word: Word,
): RolloutEvents => {
  const data = { model: challenger, rolloutId, ...word };
  if (act === 'promoted') return [{ type: 'model.promoted', data }];
  return act === 'rolled-back' ? [{ type: 'model.rolledback', data }] : [];
};

/** The flag after an act; undefined where the act moves nobody, or other rules than the rollout's are in it. */
const flagAfter = (
  act: RolloutActName,
  flag: Flag | undefined,
  document: RolloutDocument,
  step: number,
): Flag | undefined => {
  if (!flag) return undefined;
  const parts = document.steps[step]?.parts ?? 0;
  if (act === 'started' || act === 'advanced') return withArms(flag, document, parts);
  if (act === 'promoted') return withPromoted(flag, document);
  return act === 'held' || act === 'resumed' || act === 'paused'
    ? undefined
    : withoutArms(flag, document.rolloutId);
};

/** The beginning of a rollout, on the log. */
export const startOf = (document: RolloutDocument, flags: FlagsNow, word: Word): RolloutEvents => {
  const { rolloutId } = document;
  const flag = flagAfter('started', flags.definition[MODEL_FLAG], document, 0);
  const data = { rolloutId, act: 'started', step: 0, document, expected: flags.digest, ...word } as const;
  return [{ type: 'rollout.changed', data }, ...flagEvents(flags, flag, word)];
};

/** An act on a rollout, on the log, with what it was judged by. It is void where the flags have changed by then. */
export const actOn = (
  { document, step }: Pick<Run, 'document' | 'step'>,
  act: Exclude<RolloutActName, 'started'>,
  flags: FlagsNow,
  word: Word & { readonly evidence: RolloutEvidence },
): RolloutEvents => {
  const { evidence, reason, author } = word;
  const after = act === 'advanced' ? step + 1 : step;
  const flag = flagAfter(act, flags.definition[MODEL_FLAG], document, after);
  const { rolloutId } = document;
  const data = { rolloutId, act, step: after, evidence, expected: flags.digest, reason, author };
  return [
    { type: 'rollout.changed', data },
    ...flagEvents(flags, flag, { reason, author }),
    ...modelEvents(act, document, { reason, author }),
  ];
};
