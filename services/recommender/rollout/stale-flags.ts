import type { FlagDefinition } from '../../contracts/http/flags.ts';
import type { StaleFlag } from '../../contracts/http/rollouts.ts';

const DAY = 86_400_000;

/** A version of all flags, and when it came into force. */
interface Version {
  readonly time: string;
  readonly flags: FlagDefinition;
}

interface Flags {
  readonly definition: FlagDefinition;
  /** Newest first; the oldest ones may be missing. */
  readonly changes: readonly Version[];
}

/** When a flag came to be as it is; undefined where it has been so since before what is remembered. */
const sinceOf = (key: string, changes: readonly Version[]): string | undefined => {
  const text = (version: Version | undefined) => JSON.stringify(version?.flags[key]);
  const now = text(changes[0]);
  const other = changes.findIndex((version) => text(version) !== now);
  return other > 0 ? changes[other - 1]?.time : undefined;
};

/** Do buckets of more than one variant decide? */
const isSplit = (logic: unknown): boolean => {
  if (typeof logic !== 'object' || logic === null) return false;
  if (Array.isArray(logic)) return logic.some(isSplit);
  return Object.entries(logic).some(([operator, args]: [string, unknown]) => {
    if (operator !== 'fractional' || !Array.isArray(args)) return isSplit(args);
    const held = args.filter((bucket: unknown) => Array.isArray(bucket) && bucket[1] !== 0);
    return held.length > 1;
  });
};

const whyStale = (
  flag: FlagDefinition[string],
  isDriven: boolean,
  isOld: boolean,
): Pick<StaleFlag, 'why' | 'detail'> | undefined => {
  if (isSplit(flag.targeting) && !isDriven)
    return {
      why: 'split-without-rollout',
      detail:
        'Accounts are split, and nothing judges the parts: start a rollout, or give all to one variant.',
    };
  if (isDriven || !isOld) return undefined;
  if (flag.state === 'DISABLED')
    return {
      why: 'disabled',
      detail: 'Its kill switch has been on for long: remove what it guarded, or the flag.',
    };
  return Object.keys(flag.targeting ?? {}).length > 0
    ? {
        why: 'unchanged',
        detail: 'Nobody has touched its rules for long: what they decide can be made the default.',
      }
    : undefined;
};

/**
 * Flags that somebody should clean up. One without rules is a switch that waits to be needed: it doesn't grow stale.
 * @param driven the key of the flag that a rollout drives
 * @param now milliseconds since 1970
 */
export const staleFlags = (
  { definition, changes }: Flags,
  { driven, now, days }: { readonly driven: string | undefined; readonly now: number; readonly days: number },
): readonly StaleFlag[] =>
  Object.entries(definition).flatMap(([key, flag]) => {
    const since = sinceOf(key, changes);
    const isOld = now - Date.parse(since ?? changes.at(-1)?.time ?? '') > days * DAY;
    const why = whyStale(flag, key === driven, isOld);
    return why ? [{ key, ...why, ...(since !== undefined && { since }) }] : [];
  });
