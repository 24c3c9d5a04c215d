import type { EventOf } from '../../contracts/events.ts';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import type { Author } from '../../contracts/primitives.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** Changes that are shown; all of them stay on the log. */
const CHANGES_KEPT = 100;

interface FlagChange {
  readonly position: Position;
  readonly time: string;
  readonly reason: string;
  readonly author: Author;
  readonly digest: string;
  readonly flags: FlagDefinition;
}

/** The flags in force, and the last changes with who made them why; newest first. */
export class FlagHistory {
  /** Not saved: given. */
  readonly #initial: FlagDefinition;
  /** Not saved: it is that of the last change, or the initial one. */
  #definition: FlagDefinition;
  /** Not saved: of the definition. */
  #digest: string | undefined;
  #changes: readonly FlagChange[] = [];

  constructor(initial: FlagDefinition) {
    this.#initial = initial;
    this.#definition = initial;
  }

  get definition(): FlagDefinition {
    return this.#definition;
  }

  get digest(): string {
    return (this.#digest ??= digestOf(this.#definition));
  }

  get changes(): readonly FlagChange[] {
    return this.#changes;
  }

  save() {
    return this.#changes;
  }

  restore(saved: readonly FlagChange[]): void {
    this.#changes = saved;
    this.#definition = saved[0]?.flags ?? this.#initial;
    this.#digest = undefined;
  }

  note({ data, time }: EventOf<'flag.changed'>, position: Position): void {
    const { flags, expected, reason, author } = data;
    if (expected !== undefined && expected !== this.digest) return;
    this.#definition = flags;
    this.#digest = digestOf(flags);
    const change = { position, time, reason, author, digest: this.#digest, flags };
    this.#changes = [change, ...this.#changes].slice(0, CHANGES_KEPT);
  }
}
