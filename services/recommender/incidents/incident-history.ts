import type { EventOf } from '../../contracts/events.ts';
import type { Incident } from '../../contracts/http/incidents.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** Incidents that are shown; all of them stay on the log. */
const KEPT = 100;

/**
 * What held publication and what does, newest first. Only one incident is open at a time: to open another one while
 * publication is held changes nothing, nor does closing what isn't open, so two writers can't undo each other.
 */
export class IncidentHistory {
  #open: Incident | undefined;
  #closed: readonly Incident[] = [];

  /** What holds publication now. */
  get open(): Incident | undefined {
    return this.#open;
  }

  get all(): readonly Incident[] {
    return this.#open ? [this.#open, ...this.#closed] : this.#closed;
  }

  save() {
    return this.all;
  }

  restore(saved: readonly Incident[]): void {
    this.#open = saved.find(({ closed }) => !closed);
    this.#closed = saved.filter(({ closed }) => closed);
  }

  noteOpened({ data, time }: EventOf<'incident.opened'>, position: Position): void {
    const { incidentId, kind, facts, reason, author } = data;
    this.#open ??= { incidentId, kind, facts, opened: { position, time, reason, author } };
  }

  /**
   * @param waiting orders and items that are kept aside
   * @returns whether publication goes on
   */
  noteClosed({ data, time }: EventOf<'incident.closed'>, position: Position, waiting: number): boolean {
    const { incidentId, reason, author } = data;
    if (this.#open?.incidentId !== incidentId) return false;
    const closed = { position, time, reason, author, released: waiting };
    this.#closed = [{ ...this.#open, closed }, ...this.#closed].slice(0, KEPT);
    this.#open = undefined;
    return true;
  }
}
