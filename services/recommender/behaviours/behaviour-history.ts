import type { EventOf } from '../../contracts/events.ts';
import type { BehaviourDocument } from '../../contracts/http/behaviours.ts';
import type { Author } from '../../contracts/primitives.ts';
import { digestOf } from '../../platform/digest/canonical-digest.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { defaultBehaviours } from './default-behaviours.ts';

/** Changes that are shown; all of them stay on the log. */
const KEPT = 20;

interface BehaviourChange {
  readonly position: Position;
  readonly time: string;
  readonly reason: string;
  readonly author: Author;
  readonly documents: BehaviourDocument[];
}

/** The statements in force, and the last changes with who made them why; newest first. */
export class BehaviourHistory {
  #changes: readonly BehaviourChange[] = [];

  get documents(): readonly BehaviourDocument[] {
    return this.#changes[0]?.documents ?? defaultBehaviours;
  }

  /** Of the documents. */
  get digest(): string {
    return digestOf(this.documents);
  }

  get changes(): readonly BehaviourChange[] {
    return this.#changes;
  }

  save() {
    return this.#changes;
  }

  restore(saved: readonly BehaviourChange[]): void {
    this.#changes = saved;
  }

  note({ data, time }: EventOf<'behaviours.changed'>, position: Position): void {
    const { documents, reason, author } = data;
    this.#changes = [{ position, time, reason, author, documents }, ...this.#changes].slice(0, KEPT);
  }
}
