import type { EventOf } from '../../contracts/events.ts';
import type { Author } from '../../contracts/primitives.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

export type ModerationEvent = EventOf<'account.quarantined' | 'account.reinstated' | 'account.labelled'>;

export interface ModerationAct {
  readonly position: Position;
  readonly time: string;
  readonly act: 'quarantined' | 'reinstated' | 'labelled';
  readonly label?: EventOf<'account.labelled'>['data']['label'];
  readonly reason: string;
  readonly author: Author;
}

const acts = {
  'account.quarantined': 'quarantined',
  'account.reinstated': 'reinstated',
  'account.labelled': 'labelled',
} as const;

/** What people decided about accounts, in log order, with author and reason. */
export class Moderation {
  #acts = new Map<number, ModerationAct[]>();

  note(account: number, event: ModerationEvent, position: Position): void {
    const { data, time } = event;
    const known = this.#acts.get(account) ?? [];
    known.push({
      position,
      time,
      act: acts[event.type],
      reason: data.reason,
      author: data.author,
      ...('label' in data && { label: data.label }),
    });
    this.#acts.set(account, known);
  }

  save() {
    return this.#acts;
  }

  restore(saved: ReturnType<Moderation['save']>): void {
    this.#acts = new Map(Array.from(saved, ([account, known]) => [account, [...known]]));
  }

  /** What a person last said about the account. */
  labelOf(account: number): ModerationAct['label'] {
    return this.#acts.get(account)?.findLast(({ act }) => act === 'labelled')?.label;
  }

  /** Is the last word on it that it is honest? Then no group takes it down. */
  isCleared(account: number): boolean {
    return this.labelOf(account) === 'honest';
  }

  /** Newest first. */
  of(account: number): readonly ModerationAct[] {
    return this.#acts.get(account)?.toReversed() ?? [];
  }
}
