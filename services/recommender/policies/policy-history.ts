import type { EventOf } from '../../contracts/events.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Policy } from '../../contracts/policy.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** Activations that are shown, and so can be gone back to; all of them stay on the log. */
const ACTIVATIONS_KEPT = 100;

export interface Version {
  readonly digest: string;
  readonly policy: Policy;
}

interface Activation extends Version {
  readonly position: Position;
  readonly time: string;
  readonly reason: string;
  readonly author: Author;
}

/** The policy in force, and the last activations with who did them why; newest first. */
export class PolicyHistory {
  /** In force until somebody activates another. Not saved: given. */
  readonly initial: Version;
  /** Not saved: it is that of the last activation, or the initial one. */
  #active: Version;
  #activations: readonly Activation[] = [];

  constructor(initial: Policy) {
    this.initial = { digest: digestOf(initial), policy: initial };
    this.#active = this.initial;
  }

  get active(): Version {
    return this.#active;
  }

  get activations(): readonly Activation[] {
    return this.#activations;
  }

  save() {
    return this.#activations;
  }

  restore(saved: readonly Activation[]): void {
    this.#activations = saved;
    const [last] = saved;
    this.#active = last ? { digest: last.digest, policy: last.policy } : this.initial;
  }

  /** The digest is computed anew: a policy goes by no other name than that of its content. */
  note({ data, time }: EventOf<'policy.activated'>, position: Position): void {
    const { policy, reason, author } = data;
    this.#active = { digest: digestOf(policy), policy };
    const activation = { ...this.#active, position, time, reason, author };
    this.#activations = [activation, ...this.#activations].slice(0, ACTIVATIONS_KEPT);
  }
}
