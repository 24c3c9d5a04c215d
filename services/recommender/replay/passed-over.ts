import type { RelishEvent } from '../../contracts/events.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { Misfit } from '../../platform/event-log/misfit-of.ts';

/** The newest that are told one by one. */
const TOLD = 100;
const LONGEST = 200;

/** An event of the log that no list rests on. */
export interface PassedOverEvent {
  readonly position: Position;
  readonly reason: Misfit;
  readonly type: string;
  readonly source: string;
  readonly id: string;
}

/** Whatever stands on the log, it needn't be what its type says. */
const textIn = (event: unknown, name: string): string => {
  const value: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, name) : undefined;
  return typeof value === 'string' ? value.slice(0, LONGEST) : '';
};

/** What the fold couldn't apply: the position moved on, and nothing else did. They stay on the log as they came. */
export class PassedOver {
  counts: Record<Misfit, number> = { 'unknown-type': 0, unreadable: 0 };
  #last: PassedOverEvent[] = [];

  /** Newest first. */
  get last(): readonly PassedOverEvent[] {
    return this.#last;
  }

  save() {
    return { counts: { ...this.counts }, last: [...this.#last] };
  }

  restore({ counts, last }: ReturnType<PassedOver['save']>): void {
    this.counts = { ...counts };
    this.#last = [...last];
  }

  note(event: RelishEvent, reason: Misfit, position: Position): void {
    this.counts[reason]++;
    const [type, source, id] = [textIn(event, 'type'), textIn(event, 'source'), textIn(event, 'id')];
    this.#last.unshift({ position, reason, type, source, id });
    if (this.#last.length > TOLD) this.#last.pop();
  }
}
