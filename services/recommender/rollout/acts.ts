import type { ChangeReference } from '../../contracts/http/changes.ts';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { RolloutActName, RolloutDocument } from '../../contracts/rollout.ts';
import { MODEL_FLAG } from '../../platform/flags/default-flags.ts';
import type { ActContent, SubjectedAct } from '../replay/acts.ts';
import { withArms, withoutArms, withPromoted } from './arms.ts';
import { evidenceOf } from './guardrails.ts';
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
  /** Where two people did it. */
  readonly change?: ChangeReference | undefined;
}

const REASON_LENGTH = 500;
/** As the log takes it. */
export const cutReason = (text: string): string =>
  text.length > REASON_LENGTH ? `${text.slice(0, REASON_LENGTH - 1)}…` : text;

/** A word as an event has it: a change or none. */
const signed = ({ reason, author, change }: Word) => ({ reason, author, ...(change && { change }) });

const flagEvents = (flags: FlagsNow, flag: Flag | undefined, word: Word): readonly ActContent[] => {
  if (!flag) return [];
  const definition = { ...flags.definition, [MODEL_FLAG]: flag };
  const data = { flags: definition, expected: flags.digest, ...signed(word) };
  return [{ type: 'flag.changed', data }];
};

const modelEvents = (
  act: RolloutActName,
  { challenger, rolloutId }: RolloutDocument,
  word: Word,
): readonly ActContent[] => {
  const data = { model: challenger, rolloutId, ...signed(word) };
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

const about = (rolloutId: string, contents: readonly ActContent[]): readonly SubjectedAct[] =>
  contents.map((content) => ({ content, subject: `rollouts/${rolloutId}` }));

/** The beginning of a rollout: what goes on the log together. */
export const startOf = (document: RolloutDocument, flags: FlagsNow, word: Word): readonly SubjectedAct[] => {
  const { rolloutId } = document;
  const flag = flagAfter('started', flags.definition[MODEL_FLAG], document, 0);
  const started = { rolloutId, act: 'started', step: 0, document, expected: flags.digest } as const;
  const data = { ...started, ...signed(word) };
  return about(rolloutId, [{ type: 'rollout.changed', data }, ...flagEvents(flags, flag, word)]);
};

/**
 * An act on a rollout: what goes on the log together, the act with what it was judged by, the flags where it moves
 * accounts, the model where it is decided. It is void where the flags have changed by then. What two people agreed on
 * when it began, they agreed on for all the flags that it comes to.
 */
export const actOn = (
  run: Run,
  act: Exclude<RolloutActName, 'started'>,
  flags: FlagsNow,
  word: Word,
): readonly SubjectedAct[] => {
  const { document, step, counts, change } = run;
  const after = act === 'advanced' ? step + 1 : step;
  const flag = flagAfter(act, flags.definition[MODEL_FLAG], document, after);
  const { rolloutId } = document;
  const evidence = evidenceOf(document, counts);
  const data = { rolloutId, act, step: after, evidence, expected: flags.digest, ...signed(word) };
  const agreed = { ...word, change: word.change ?? change };
  return about(rolloutId, [
    { type: 'rollout.changed', data },
    ...flagEvents(flags, flag, agreed),
    ...modelEvents(act, document, agreed),
  ]);
};
