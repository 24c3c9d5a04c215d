import type { EventOf } from '../../contracts/events.ts';
import type { FindingKind, FoundIncident, HeldIncident, Incident } from '../../contracts/http/incidents.ts';
import type { Position } from '../../platform/event-log/event-log.ts';

/** Closed incidents that are shown; all of them stay on the log. */
const KEPT = 100;

type Opened = EventOf<'incident.opened'>;

const incidentOf = ({ data, time }: Opened, position: Position): Incident => {
  const { reason, author, incidentId } = data;
  const opened = { position, time, reason, author };
  return data.kind === 'bad-records'
    ? { incidentId, kind: data.kind, facts: data.facts, opened }
    : { incidentId, kind: data.kind, facts: data.facts, opened };
};

/**
 * What is and was wrong, newest first. Of each kind one incident is open at a time: to open another one changes nothing,
 * nor does closing what isn't open, so two writers can't undo each other. Bad records alone hold publication.
 */
export class IncidentHistory {
  #open: HeldIncident | undefined;
  /** What monitors found and is not over, newest first: one of a kind. */
  #found: readonly FoundIncident[] = [];
  #closed: readonly Incident[] = [];

  /** What holds publication now. */
  get open(): HeldIncident | undefined {
    return this.#open;
  }

  /** What monitors found and is not over, newest first. */
  get found(): readonly FoundIncident[] {
    return this.#found;
  }

  /** Open ones first. */
  get all(): readonly Incident[] {
    return [...(this.#open ? [this.#open] : []), ...this.#found, ...this.#closed];
  }

  /** Of those that are shown. */
  find(incidentId: string): Incident | undefined {
    return this.all.find((incident) => incident.incidentId === incidentId);
  }

  /** The last one of a kind that is over. */
  lastClosed(kind: FindingKind): Incident | undefined {
    return this.#closed.find((incident) => incident.kind === kind);
  }

  save() {
    return this.all;
  }

  restore(saved: readonly Incident[]): void {
    [this.#open, this.#found] = [undefined, []];
    for (const incident of saved) {
      if (incident.closed) continue;
      if (incident.kind === 'bad-records') this.#open = incident;
      else this.#found = [...this.#found, incident];
    }
    this.#closed = saved.filter(({ closed }) => closed);
  }

  noteOpened(event: Opened, position: Position): void {
    const incident = incidentOf(event, position);
    if (incident.kind === 'bad-records') this.#open ??= incident;
    else if (this.#found.every(({ kind }) => kind !== incident.kind))
      this.#found = [incident, ...this.#found];
  }

  /**
   * @param waiting orders and items that are kept aside
   * @returns whether publication goes on
   */
  noteClosed({ data, time }: EventOf<'incident.closed'>, position: Position, waiting: number): boolean {
    const { incidentId, reason, author } = data;
    const closed = { position, time, reason, author };
    if (this.#open?.incidentId === incidentId) {
      this.#put({ ...this.#open, closed: { ...closed, released: waiting } });
      this.#open = undefined;
      return true;
    }
    const found = this.#found.find((incident) => incident.incidentId === incidentId);
    if (found) this.#put({ ...found, closed: { ...closed, released: 0 } });
    this.#found = this.#found.filter((incident) => incident !== found);
    return false;
  }

  #put(closed: Incident): void {
    this.#closed = [closed, ...this.#closed].slice(0, KEPT);
  }
}
