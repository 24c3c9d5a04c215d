import { AppError } from '../../platform/http/app-error.ts';

/** What is edited, as a whole, by people who may not know of each other. */
type Edited = 'flags' | 'behaviours';

const WORDS: Readonly<Record<Edited, string>> = { flags: 'flags', behaviours: 'statements' };

/**
 * What an edit is checked by when it is its turn: that what its author believed to be in force still is. It throws AppError
 * 409, `flags-changed` or `behaviours-changed`. Undefined where the author said nothing of that: then nobody waits for a turn.
 * @param inForce the digest of what is in force by then
 */
export const stillInForce = (
  edited: Edited,
  expected: string | undefined,
  inForce: () => string,
): (() => void) | undefined =>
  expected === undefined
    ? undefined
    : () => {
        const digest = inForce();
        if (digest === expected) return;
        const detail = `Somebody was quicker: look at the ${WORDS[edited]} as they are now, and edit them again.`;
        throw new AppError(409, `${edited}-changed`, detail, { facts: { digest } });
      };
