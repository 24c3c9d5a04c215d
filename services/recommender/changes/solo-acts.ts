import type { EventOf } from '../../contracts/events.ts';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import type { Approvals } from '../../contracts/policy.ts';
import { canonicalJson } from '../../platform/digest/canonical-digest.ts';

/** Over which acts of one person are summed up, in milliseconds. */
const DAY = 86_400_000;

type AccountEvent = EventOf<'account.quarantined' | 'account.reinstated'>;

/** Two people agreed on what differed. What one of them had done to other flags before stays one person's word. */
const agreedOn = (agreed: FlagDefinition, before: FlagDefinition, after: FlagDefinition): FlagDefinition => {
  const flagIn = (flags: FlagDefinition, key: string) => (Object.hasOwn(flags, key) ? flags[key] : undefined);
  const isAsBefore = (key: string) =>
    canonicalJson(flagIn(before, key) ?? null) === canonicalJson(flagIn(after, key) ?? null);
  const keys = new Set([...Object.keys(agreed), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const flag = flagIn(isAsBefore(key) ? agreed : after, key);
      return flag ? [[key, flag]] : [];
    }),
  );
};

/**
 * What was done on one person's word while the policy asks for two: so that many small steps are held against the
 * same line as a large one. Whose word doesn't matter: who has two names isn't two people.
 */
export class SoloActs {
  /** Not saved: given. */
  readonly #initial: FlagDefinition;
  /** Those that two people agreed on, or that were in force when the policy began to ask for two. */
  #flags: FlagDefinition;
  /** Accounts quarantined or reinstated, with when that was last, in milliseconds since 1970. */
  #accounts = new Map<string, number>();

  constructor(initial: FlagDefinition) {
    this.#initial = initial;
    this.#flags = initial;
  }

  /** What a change of flags is measured against. */
  get agreedFlags(): FlagDefinition {
    return this.#flags;
  }

  /** A list and a map, so that its shape is the same whatever the flags are. */
  save() {
    return { flags: this.#flags === this.#initial ? [] : [this.#flags], accounts: this.#accounts };
  }

  restore(saved: ReturnType<SoloActs['save']>): void {
    this.#flags = saved.flags[0] ?? this.#initial;
    this.#accounts = new Map(saved.accounts);
  }

  /**
   * @param before the flags that it replaced
   * @param approvals of the policy in force; without them nobody counts
   */
  noteFlags(
    { data: { flags, change } }: EventOf<'flag.changed'>,
    before: FlagDefinition,
    approvals: Approvals | undefined,
  ): void {
    if (!approvals) this.#flags = flags;
    else if (change) this.#flags = agreedOn(this.#flags, before, flags);
  }

  noteAccount({ data: { accountId, change }, time }: AccountEvent, approvals: Approvals | undefined): void {
    if (!approvals || change) return;
    const now = Date.parse(time);
    for (const [known, at] of this.#accounts) if (at <= now - DAY) this.#accounts.delete(known);
    this.#accounts.set(accountId, Math.max(now, this.#accounts.get(accountId) ?? now));
  }

  /** Accounts of the last 24 hours and these. To undo what was done, or do it again, adds none. */
  accountsWith(accountIds: readonly string[], now: number): number {
    const recent = [...this.#accounts].filter(([, at]) => at > now - DAY).map(([known]) => known);
    return new Set([...recent, ...accountIds]).size;
  }
}
